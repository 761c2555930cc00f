"""A project's model permissions: the smallest edit, its inverse, what a change opens, and what a grant puts back."""
