"""From the plan to rows, one file per topic. They are written in bulk, not through verbs: the demo is its own
system, and it makes what would have grown over years."""
