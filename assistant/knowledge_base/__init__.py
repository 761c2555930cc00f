"""Floor 1: reads knowledge/ into domain values, with file and line for every complaint."""
