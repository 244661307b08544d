"""How bytes come and go: UDP, TCP, serial. A link knows no protocol."""
