"""Records go out of the house: packages for an archive, and more."""
