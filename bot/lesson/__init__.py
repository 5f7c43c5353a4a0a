"""Lessons held online: read from an order, told in rooms, attended, counted."""
