"""Check-ins: how they are thanked, amended, given for others, and who in need is no member."""
