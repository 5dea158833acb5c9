"""Files of survey tools, read a row at a time."""
