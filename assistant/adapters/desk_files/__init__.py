"""Tickets out of files: CSV, JSON Lines, mail, mailboxes, plain text; a stream of tickets and of faults."""

from assistant.adapters.desk_files.files import TicketFiles

__all__ = ["TicketFiles"]
