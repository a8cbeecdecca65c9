"""An actual typed or tabled: read, doubted, proposed, settled as a batch. Knows no report."""
