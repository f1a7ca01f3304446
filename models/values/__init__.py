"""Kinds of value: each module normalizes and checks one kind, and says why."""
