"""Who is at the page, and what each may do."""
