"""What a deck cites, set by the CSL processor behind one interface."""
