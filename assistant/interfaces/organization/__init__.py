"""The organization's page: projects down, models across, questions about them, and changes one at a time."""
