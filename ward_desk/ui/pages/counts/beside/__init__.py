"""One count below the grid: how it adds up, what it is and what it serves."""
