"""Which observation stands, a target's own series, its course, and the verdict. Pure: the day is an argument."""
