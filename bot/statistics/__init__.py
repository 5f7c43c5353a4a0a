"""Statistics of the roll: people counted by class."""
