"""Silence: who was heard of when, rounds that ask, and lists for those who look after people."""
