"""The worktable: the office's page for posting by hand, pasting answers back, and seeing who is missing."""
