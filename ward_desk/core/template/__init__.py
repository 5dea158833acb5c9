"""The council's own template: what goes into which of its cells."""
