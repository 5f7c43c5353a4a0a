"""Notices: from an order through 确认 into rooms and through secretaries, and how they change."""
