"""What is wrong with a journal, in one sentence for a person."""

from __future__ import annotations


class JournalError(Exception):
    """A journal cannot be used, or did not take an entry. The text is one clear sentence that names the file."""


class Newer(JournalError):
    """A file is of a newer program: nothing can be said of it, good or bad."""


class Unsound(Exception):
    """A journal is not as it was written. ``seq`` is the first entry this says something bad about."""

    def __init__(self, seq: int, why: str) -> None:
        super().__init__(why)
        self.seq = seq
