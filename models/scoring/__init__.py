"""Scores of results against known truth."""
