"""Answers to notices: which notice is meant, what is kept, and lists answered by their numbers."""
