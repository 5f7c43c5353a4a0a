"""A member's record: what several handlers share about showing, changing and importing it."""
