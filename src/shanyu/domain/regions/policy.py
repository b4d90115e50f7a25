"""policy of regions."""
