"""Strict reading of YAML files: every mistake named with its place, all of a file at once.

``nodes`` turns text into values that know their line, ``fields`` reads typed fields from them,
and one module per kind of file turns fields into the frozen values of the domain.
"""
