"""Runs as folders: ``run.json``, which can be read alone, and ``cases.jsonl``, with a footer."""
