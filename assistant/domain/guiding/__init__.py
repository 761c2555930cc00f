"""Walking a guide by replay, and what was meant at a step."""
