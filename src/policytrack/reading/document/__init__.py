"""A whole text: its sections, years and tables, every quantity in it, and what the register says of each."""
