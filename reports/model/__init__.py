"""What commands gather for one report, before it becomes text or plain data."""
