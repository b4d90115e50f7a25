"""Growth stations: drop-in care handed over and minded, duty, opening hours, equipment, families who come to play."""
