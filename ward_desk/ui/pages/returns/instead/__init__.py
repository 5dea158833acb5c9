"""What takes the place of the Returns page for a while."""
