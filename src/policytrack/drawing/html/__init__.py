"""The one page that needs nothing but itself."""
