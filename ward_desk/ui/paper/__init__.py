"""What leaves the window: lists to files, the plan on paper."""
