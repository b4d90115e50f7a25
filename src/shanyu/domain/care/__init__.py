"""The child's day: what carers record once, and what families, heads and authorities read of it."""
