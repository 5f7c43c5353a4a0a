"""A member's own data: put right, shown to the owner, written into an export."""
