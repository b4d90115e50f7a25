"""One engine for everything with a capacity: visits, activities, courses, training, drop-in care."""
