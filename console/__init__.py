"""The screen: Qt, and Qt only here. Meets the station only in the journal and the pulse."""
