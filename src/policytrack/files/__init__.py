"""What comes in from disk: the data files, their compiled copy, workspaces, attached texts, tables."""
