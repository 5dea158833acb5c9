"""Charts: pictures of figures drawn by matplotlib, which is imported when the first of them is shown."""
