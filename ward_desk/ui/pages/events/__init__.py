"""Events: the list, and the record built for a hall."""
