"""Activity counts: the grid of figures, and what each count is."""
