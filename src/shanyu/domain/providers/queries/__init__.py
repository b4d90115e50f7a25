"""queries of providers."""
