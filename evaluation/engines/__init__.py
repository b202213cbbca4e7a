"""Engines under test, one module for each kind, behind one protocol."""
