"""Measurements of the project beside its peers, each one a command."""
