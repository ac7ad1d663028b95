"""From disk to model: the only readers of the author's files."""
