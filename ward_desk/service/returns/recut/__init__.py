"""The same data re-cut for any two dates."""
