"""Activity counts: figures, how they add up, in and out."""
