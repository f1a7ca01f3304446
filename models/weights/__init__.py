"""Trained artefacts and where they come from."""
