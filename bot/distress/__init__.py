"""Distress and death: who is told at once, how it rings until somebody takes it, what is answered."""
