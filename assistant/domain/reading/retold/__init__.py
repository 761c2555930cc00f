"""Errors that people tell in their own words."""
