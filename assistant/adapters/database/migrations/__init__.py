"""Alembic's environment and scripts; README.md says how to add one."""
