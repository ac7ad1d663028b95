"""The live preview: pages from memory, and the edited slide alone swapped into every open page."""
