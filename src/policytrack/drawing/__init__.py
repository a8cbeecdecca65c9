"""The report and the lists as they are drawn: screen, page, charts, office files, Markdown, CSV, JSON."""
