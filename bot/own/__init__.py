"""A member's own data: put right, told what is kept, consented to, exported, deleted; who looked at it."""
