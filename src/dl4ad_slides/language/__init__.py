"""The deck language as text: what is code, what is math, where slides, notes and placeholders begin and end."""
