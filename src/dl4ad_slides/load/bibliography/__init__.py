"""From BibTeX and CSL-JSON to works in CSL's terms."""
