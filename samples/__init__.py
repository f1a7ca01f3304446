"""Specimens of fictitious people and agencies."""
