"""The desk's page: the queue, tickets in, one ticket with its draft, groups; imported when it is first opened."""
