"""What people wrote, sorted into themes, priorities and needs."""
