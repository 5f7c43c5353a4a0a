"""Reconciling ledgers in the chat: what is compared, who decides, what follows."""
