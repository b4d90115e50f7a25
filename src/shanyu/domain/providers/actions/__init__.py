"""actions of providers."""
