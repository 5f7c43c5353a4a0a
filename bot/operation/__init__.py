"""The bot looked at from outside: what waits and how long, gaps, pilots, health, calls to the operator."""
