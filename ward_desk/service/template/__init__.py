"""The council's own template: what can be placed in it, and filling it with a return."""
