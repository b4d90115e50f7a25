"""How days and times are written in each language, where Django writes them."""
