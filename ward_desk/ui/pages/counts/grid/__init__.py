"""The grid of figures: its cells, and how they are typed, filled and pasted."""
