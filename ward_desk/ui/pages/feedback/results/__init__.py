"""Results of a survey: pictures, breaks, two waves side by side, and whose voice is missing."""
