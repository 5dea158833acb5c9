"""The council's own template as a file: read, filled without harm, and its mapping beside it."""
