"""The staff desk, pure: tickets and their threads, drafts, groups, similar tickets, the words of a search."""
