"""The checks of a return in the window: causes, explanations, what is ready."""
