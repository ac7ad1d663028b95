"""One slide: from the author's text to a finished section."""
