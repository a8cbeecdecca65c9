"""What is asked of a report, the evidence, and the one report value that every renderer draws."""
