"""Build university lectures: Markdown decks, YAML timelines and assets into a static Reveal.js site."""

__version__ = "0.1.0"
