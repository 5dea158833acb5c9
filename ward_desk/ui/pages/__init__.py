"""The pages of the window, a module or a folder for each."""
