"""Frozen values that every other module speaks in; no input or output happens here."""
