"""The gate: a written policy, two runs, one verdict, every check with its numbers."""
