"""Timelines: their placeholder, and where everything on them stands."""
