"""Accepted runs: who accepted which run, when and why, and how that is kept on disk."""
