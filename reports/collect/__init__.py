"""From what was loaded and computed to the facts of a report; nothing is read or written here."""
