"""Where things are: fixes, tracks, distances. Knows nothing of radios."""
