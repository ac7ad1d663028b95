"""Charts: their placeholder, what it means, and the Vega specification of it."""
