"""Renderings to text: functions from values to strings. Nothing here prints, reads or writes."""
