"""The face of families, on a phone."""
