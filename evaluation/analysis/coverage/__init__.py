"""What a library shows of a rule set, and what it cannot show because no patient can."""
