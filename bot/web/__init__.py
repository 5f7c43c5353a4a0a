"""What a browser sees: the simulated WeChat, the office's worktable, health."""
