"""The store: one module a noun, with all SQL of that noun."""
