"""Delivery: the outbox's loop, the account's pace, rests, echoes, and the gate before it."""
