"""The commands of the terminal, one file a noun."""
