"""Events: how they are ordered, told, answered, attended and listed."""
