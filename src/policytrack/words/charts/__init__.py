"""Words and numbers of charts."""
