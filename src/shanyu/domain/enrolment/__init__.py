"""From the wish for a place to the first day: cases, waiting lists, offers, placements."""
