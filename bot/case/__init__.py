"""A case at work: who may see and do what, who is told, the clock of the promised answer."""
