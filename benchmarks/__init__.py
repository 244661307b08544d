"""Measured figures, one module a subject: ours, the peer's, the ratio. Never part of the tests."""
