"""The event types, as data: one file each, found by its name."""
