"""One deck: its slides together, numbered, linked and checked."""
