"""The reading page: a deck as running text."""
