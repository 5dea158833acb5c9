"""The counts of a list as small charts."""
