"""Floor 1: the passage, the tables of what it says, their schema, and the way from a row to its words."""
