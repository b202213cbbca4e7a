"""How runs went over time, and which revision of the rules a miss came with."""
