"""What leaves the system in files: registers, a data lake, packages for an archive."""
