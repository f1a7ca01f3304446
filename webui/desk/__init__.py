"""The upload desk."""
