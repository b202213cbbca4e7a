"""The sections of the report, one file each: facts in, a section out."""
