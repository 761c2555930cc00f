"""Hides uvloop from the echo with defaults: on that process's path before the installed one."""

raise ModuleNotFoundError("No module named 'uvloop'", name="uvloop")
