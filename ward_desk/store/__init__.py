"""The only place with SQL: connection, schema, change log, and a module of queries for each page."""
