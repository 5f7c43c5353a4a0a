"""The organisation as it changes: posts given and taken, stand-ins, branches merged."""
