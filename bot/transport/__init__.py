"""Ways to reach WeChat; each module implements bot.ports.Transport."""
