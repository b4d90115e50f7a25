"""A carer's pages: the class of today, the device it is kept on, one's own papers."""
