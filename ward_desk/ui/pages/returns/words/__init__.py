"""The words of a return in the window."""
