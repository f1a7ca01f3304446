"""Accounts, units, and what the audit tells of them."""
