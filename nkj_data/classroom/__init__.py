"""Floor 8: what a teacher makes of it: a room for another short text."""
