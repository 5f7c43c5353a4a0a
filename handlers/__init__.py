"""What people type: one module a noun; each gives a router that bot.nouns includes."""
