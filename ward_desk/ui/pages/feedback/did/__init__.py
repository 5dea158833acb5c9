"""You said, we did: what is being done about what residents said, what they were told, and the poster of it."""
