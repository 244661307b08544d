"""One module (or package) a protocol, each exporting ``SPEC``. Found by :mod:`radio.find`, never registered."""
