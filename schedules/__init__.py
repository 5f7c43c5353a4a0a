"""What the clock starts: one module a noun, each with WHEN and run(ctx)."""
