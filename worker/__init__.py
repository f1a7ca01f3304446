"""Scans become jobs, jobs become records, records go on: Celery, and the services around it."""
