"""The guided import of figures and of a ward profile, in the place of a page."""
