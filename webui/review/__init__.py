"""The review of records, field by field."""
