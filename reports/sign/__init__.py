"""Trust in reports: what a file carries, what was signed, and what of it matches."""
