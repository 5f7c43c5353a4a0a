"""An office without a gateway: what is to be said is written down, what was answered is read back in."""
