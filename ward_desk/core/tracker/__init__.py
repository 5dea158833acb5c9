"""A tracker as rows of words: what its columns and cells mean."""
