"""A transfer on its way: whose turn it is, who is told, what is done at the end."""
