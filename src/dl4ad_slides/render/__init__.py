"""From model to model, pure text: placeholders, timelines, Markdown, math, code, pages."""
