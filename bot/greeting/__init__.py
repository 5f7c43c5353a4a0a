"""Greetings: the words as the office has them, who is greeted where and when, how it is said."""
