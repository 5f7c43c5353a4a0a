"""Mutual aid: what may stand in it, how it comes into rooms, how answers reach who asked."""
