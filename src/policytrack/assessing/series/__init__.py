"""Which observation stands, what compares with what, and a target's own series."""
