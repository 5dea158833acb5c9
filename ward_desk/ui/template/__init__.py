"""The council's own template: pointing at where each field of a return goes, and filling a copy."""
