"""The record: what happened, in order, provable, searchable. SQL lives here and nowhere else."""
