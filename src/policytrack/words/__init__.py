"""Every sentence, number and heading in both languages, each composed in one place."""
