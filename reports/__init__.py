"""Everything that a person or a CI system sees: renderings, and the command line on top."""
