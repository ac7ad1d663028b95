"""Formats of files: text, YAML with positions, days, languages."""
