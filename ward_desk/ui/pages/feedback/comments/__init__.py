"""Comments: what people wrote in surveys, read as a list and sorted by key."""
