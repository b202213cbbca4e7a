"""The audit report as facts: plain frozen values that every rendering reads, and a JSON file keeps.

Nothing here is computed and nothing is formatted: numbers are numbers, places are places, and who
wants words makes them from these.
"""
