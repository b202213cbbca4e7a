"""The source documents: which sentences they have, what each is to us, and who rests on it.

No sentence of a document is stored: its place, its hash, and what it says in our own words.
"""
