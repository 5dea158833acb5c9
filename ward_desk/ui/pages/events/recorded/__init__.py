"""What is recorded of an event, part by part, in the order of the hall."""
