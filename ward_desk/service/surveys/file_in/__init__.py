"""The file of a survey tool on its way in: its columns, a dry run, and the writing of it."""
