"""Looking back: a journal shown at any moment, played at 1–16×, with its sound. It can neither append nor transmit."""
