"""Placeholders that stand by themselves, and what all of them share: options and captions."""
