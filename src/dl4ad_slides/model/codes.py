"""The table of finding codes. The documentation is generated from it, and a test demands a test for each."""

from __future__ import annotations

CODES: dict[str, str] = {
    # Settings and front matter
    "config-yaml": "`slides.yaml` is not valid YAML.",
    "config-unreadable": "`slides.yaml` cannot be read.",
    "config-unknown-key": "`slides.yaml` has a key that does not exist.",
    "config-wrong-type": "A setting has a value of the wrong type.",
    "config-duplicate-key": "A key stands twice in the same mapping.",
    "config-markdown-extension": "An extension of Python-Markdown cannot be loaded, or fails on a slide.",
    "config-no-decks": "The project has no decks folder, or no deck in it.",
    # Decks
    "deck-unreadable": "A deck cannot be read (permissions, symbolic link loop, not a file).",
    "deck-encoding": "A deck is not valid UTF-8.",
    "deck-nul": "A deck holds NUL or other characters that no text may hold.",
    "deck-empty": "A deck has no content.",
    "deck-notes-only": "A slide has speaker notes and nothing to show.",
    "deck-front-matter": "The front matter of a deck is not a YAML mapping, or is not closed.",
    "deck-unknown-key": "The front matter has a key that does not exist.",
    "deck-wrong-type": "A key of the front matter has a value of the wrong type.",
    "deck-duplicate-key": "A key stands twice in the front matter.",
    "deck-duplicate-page": "Two decks would write the same page.",
    "deck-separator-space": "A line looks like a slide separator but has spaces around it.",
    "deck-unclosed-comment": "An HTML comment is not closed.",
    "deck-duplicate-id": "Two slides of a deck have the same id or alias.",
    "deck-not-found": "A deck named on the command line does not exist.",
    # Placeholders
    "placeholder-unknown": "A placeholder names a partial that does not exist.",
    "placeholder-unterminated": "A placeholder is not closed.",
    "placeholder-syntax": "The arguments of a placeholder cannot be read.",
    "placeholder-template": "A partial has a Jinja syntax error.",
    "placeholder-runtime": "A partial failed while it was rendered.",
    # Timelines
    "timeline-not-found": "A placeholder names a timeline that does not exist.",
    "timeline-unreadable": "A timeline file cannot be read.",
    "timeline-yaml": "A timeline file is not valid YAML.",
    "timeline-unknown-key": "A timeline or an event has a key that does not exist.",
    "timeline-wrong-type": "A value of a timeline has the wrong type.",
    "timeline-missing-key": "A timeline or an event lacks a key that it must have.",
    "timeline-duplicate-key": "A key stands twice in a mapping, or two events have the same `key`.",
    "timeline-duplicate-event": "Two events of a timeline have the same year and name.",
    "timeline-duplicate-name": "Two timeline files have the same name.",
    "timeline-order": "The events of a timeline are not in order of time.",
    "timeline-empty": "A timeline has no events.",
    "timeline-selection": "A fragment selection is not a list of `YEAR:INDEX` pairs.",
    "timeline-unknown-year": "A fragment selection names a year or key that the timeline lacks.",
    "timeline-ambiguous-year": "A fragment selection names a year that two events share.",
    "timeline-out-of-range": "An event lies outside the start and end of its timeline.",
    "timeline-range": "The start or end of a timeline is not a year, or the start is not before the end.",
    "timeline-option": "A timeline placeholder has an option that does not exist.",
    # HTML, math, code
    "html-unbalanced": "A tag is not closed, or closes nothing; the slide was repaired.",
    "html-inline-handler": "An inline event handler or `javascript:` link is blocked by the page's security policy.",
    "html-remote-script": "A script from another host is blocked by the page's security policy.",
    "html-remote-frame": "A frame from a host that `embed_hosts` does not name is blocked.",
    "html-remote-media": "An image, sound or style from another host is blocked: the site sends no request elsewhere.",
    "math-parse": "KaTeX cannot read a formula.",
    "math-unclosed": "A `$$` is not closed.",
    "code-unclosed-fence": "A code fence is not closed.",
    "code-unknown-language": "No highlighter knows the language of a code block.",
    "code-line-range": "A line step of a code block cannot be read or lies outside of the block.",
    # Links
    "link-missing-deck": "A link leads to a deck that does not exist.",
    # Files and the theme
    "asset-missing": "An image or another file that a deck or `slides.yaml` refers to is not in the site.",
    "asset-unreadable": "An asset cannot be read.",
    "theme-template": "A page template of the theme failed.",
    "theme-unreadable": "A file of the theme cannot be read.",
    # Writing
    "export-output": "The output folder cannot be written.",
    "export-locked": "Another build is writing the same output folder.",
}
