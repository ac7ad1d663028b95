"""What renders foreign languages: KaTeX, Pygments, Vega and Jinja partials."""
