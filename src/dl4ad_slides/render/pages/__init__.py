"""Whole pages, by the templates of the theme."""
