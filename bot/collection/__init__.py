"""Collections of data: asked, answered, filled in by telephone, handed to the office, put on the roll."""
