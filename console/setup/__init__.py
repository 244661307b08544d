"""The set-up page: gateways drawn from what each protocol says of itself, written into the room's file, tried first.

Theory of operation. :mod:`draft` is one gateway with its talk-groups as plain data. :mod:`blocks` cuts the file into
pieces that stand by themselves and changes one of them, so that every comment stays where somebody wrote it;
:mod:`room_file` reads, checks and replaces the file. :mod:`form` draws a draft from a :class:`radio.codec.Spec` and
reads it back. :mod:`trial` runs ``main.py try-gateway`` on a draft that nobody saved. The station notices the saved
file by itself; what it made of it comes back through the record, and :mod:`faults` finds the field an error is about.
"""
