"""The terminal, with rich."""
