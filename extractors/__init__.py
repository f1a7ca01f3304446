"""File in, extraction out: no services, no database, no web."""
