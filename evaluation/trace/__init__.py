"""Traceability both ways: from a sentence of a document to what rests on it, and back."""
