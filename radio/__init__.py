"""The air: what a radio network can say and be asked, one module a protocol. No I/O, no clock."""
