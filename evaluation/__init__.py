"""Scoring, comparing and gating: pure functions from outcomes to numbers and verdicts."""
