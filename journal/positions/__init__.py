"""Where units were, kept small: the ``Located`` of the record in compressed chunks, and what can be asked of them."""
