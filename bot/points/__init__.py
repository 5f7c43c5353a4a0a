"""Points: earned by deeds, kept as entries that can be counted again."""
