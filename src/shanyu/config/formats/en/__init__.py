"""English as written here: 31 Oct 2026, 09:30."""
