"""What residents are told of what they said, and formal consultations."""
