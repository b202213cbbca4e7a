"""The report as a document: what stands in it, apart from the formats that show it."""
