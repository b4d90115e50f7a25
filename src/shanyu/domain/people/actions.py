"""actions of people."""
