"""policy of people."""
