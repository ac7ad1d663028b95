"""The HTML of a slide: its tree, what is stashed out of it, hidden parts, tags that do not balance."""
