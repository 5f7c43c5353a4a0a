"""Study items: planned, sent, passed on, read, counted."""
