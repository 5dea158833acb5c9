"""What a survey says: by question, broken down, beside another one, and whose voice is missing."""
