"""The chat: paste, verdict, checks, guide, receipt; it draws views and passes on what was clicked."""
