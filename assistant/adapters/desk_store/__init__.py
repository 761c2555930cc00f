"""Tickets in the database: one unit of work a transaction, versions checked, a word index for both databases."""
