"""The engine room: gateways, voice, recorder, simulated network. No Qt."""
