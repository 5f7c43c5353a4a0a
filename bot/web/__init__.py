"""What the running bot shows in a browser; today its health, later the page of the simulated WeChat."""
