"""A child's health as a family keeps it: the file, vaccinations against the national schedule, entry examinations."""
