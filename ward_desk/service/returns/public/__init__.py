"""The public version of a return."""
