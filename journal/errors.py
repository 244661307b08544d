"""What is wrong with a journal, in one sentence for a person."""

from __future__ import annotations


class JournalError(Exception):
    """A journal cannot be used, or did not take an entry. The text is one clear sentence that names the file."""
