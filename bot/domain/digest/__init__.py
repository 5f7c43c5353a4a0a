"""The weekly page: to the office, and of each branch to its secretary."""
