"""The map: one renderer in numpy and QPainter. Everything it shows is on disk; it never asks a network for anything."""
