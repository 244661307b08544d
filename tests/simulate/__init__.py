"""The simulated network: its story, its bytes, its processes."""
