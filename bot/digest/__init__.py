"""The weekly page: gathered from all nouns, made, kept, drawn, traced back to people."""
