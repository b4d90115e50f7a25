"""actions of regions."""
