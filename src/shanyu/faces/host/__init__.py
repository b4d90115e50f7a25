"""The host's face: sessions of a site or a partner, from the plan to the report."""
