"""Protection of children: incidents, suspected harm, infectious disease."""
