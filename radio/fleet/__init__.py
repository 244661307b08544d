"""What fleets of radios behind one IP gateway have in common, whoever made them: presence, questions, texts. No I/O."""
