"""The voice process: owns the sound devices, mixes, records, replays. Fed by the station over a pipe."""
