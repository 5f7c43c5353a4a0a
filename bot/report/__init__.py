"""Reports of a month or a year: their figures gathered, and how they are sent."""
