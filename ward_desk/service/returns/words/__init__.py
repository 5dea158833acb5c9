"""The words of a return: first sentences out of the records, and what changed since the one before."""
