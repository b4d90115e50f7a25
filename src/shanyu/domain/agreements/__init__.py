"""What a family and a site agree on: the agreement, its changes, who signed which text, and the fee to the day."""
