"""policy of providers."""
