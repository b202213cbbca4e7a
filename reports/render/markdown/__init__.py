"""The report as Markdown, for a pull request and for the summary of a job."""
