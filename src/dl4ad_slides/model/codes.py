"""The table of finding codes. The documentation is generated from it, and a test demands a test for each."""

from __future__ import annotations

CODES: dict[str, str] = {
    # Settings and front matter
    "config-yaml": "`slides.yaml` is not valid YAML.",
    "config-unreadable": "`slides.yaml` cannot be read.",
    "config-unknown-key": "`slides.yaml` has a key that does not exist.",
    "config-wrong-type": "A setting has a value of the wrong type.",
    "config-language": "`language` in `slides.yaml` is no language tag that we know.",
    "config-duplicate-key": "A key stands twice in the same mapping.",
    "config-markdown-extension": "An extension of Python-Markdown cannot be loaded, or fails on a slide.",
    "config-no-decks": "The project has no decks folder, or no deck in it.",
    "config-missing-key": "An entry of a list in `slides.yaml` lacks a key that it must have.",
    "config-home-block": "`home` in `slides.yaml` names a block that does not exist.",
    # Pages
    "page-taken": "A page of text would be written where another page is.",
    # Decks
    "deck-unreadable": "A deck cannot be read (permissions, symbolic link loop, not a file).",
    "deck-encoding": "A deck is not valid UTF-8.",
    "deck-nul": "A deck holds NUL or other characters that no text may hold.",
    "deck-empty": "A deck, a page or an included file has no content.",
    "deck-engine": "A deck uses a part of the deck language that its Markdown engine does not have.",
    "deck-notes-only": "A slide has speaker notes and nothing to show.",
    "deck-front-matter": "The front matter of a deck is not a YAML mapping, or is not closed above the first slide.",
    "deck-unknown-key": "The front matter has a key that does not exist.",
    "deck-wrong-type": "A key of the front matter has a value of the wrong type, or a date that cannot be read as one.",
    "deck-language": "`language` in the front matter is no language tag that we know.",
    "deck-duplicate-key": "A key stands twice in the front matter.",
    "deck-duplicate-page": "Two decks would write the same page.",
    "deck-separator-space": "A line looks like a slide separator but has spaces around it.",
    "deck-unclosed-comment": "An HTML comment is not closed.",
    "deck-duplicate-id": "Two slides of a deck have the same id or alias.",
    "deck-slip": "Something looks like the deck language and is text, such as `[!TIPP]` or `Note :`.",
    "deck-empty-list": "A placeholder for a list of the deck has nothing to list.",
    "deck-audience": "An audience marker, or a key that decides who sees a deck, is malformed or unknown.",
    "deck-not-found": "A deck named on the command line does not exist.",
    # Placeholders
    "placeholder-unknown": "A placeholder names a partial that does not exist.",
    "placeholder-unterminated": "A placeholder is not closed.",
    "placeholder-syntax": "The arguments of a placeholder cannot be read.",
    "placeholder-option": "A placeholder has an option that does not exist.",
    "placeholder-value": "An option of a placeholder has a value that it cannot have.",
    "placeholder-template": "A partial has a Jinja syntax error.",
    "placeholder-runtime": "A partial failed while it was rendered.",
    # Included slides
    "include-not-found": "An `INCLUDE` names a file or a slide that does not exist.",
    "include-range": "The first slide of an included range stands behind the last one.",
    "include-cycle": "A file includes itself, through others or at once, or a chain of files is too long.",
    "include-many-slides": "An `INCLUDE` amid other content names more than one slide.",
    # Figures
    "figure-unknown": "A reference names a figure that the deck does not have, or that has no number.",
    "figure-duplicate-id": "Two figures of a deck have the same id.",
    "figure-attributes": "The attribute list of a picture cannot be read, or has an attribute that does not exist.",
    "figure-not-alone": "A picture with the id, source or licence of a figure stands amid other content, and is none.",
    "figure-inline": "A picture that should be put into the page is no SVG, or has a style sheet of its own.",
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
    # Data
    "data-not-found": "A placeholder names a data file that does not exist, or that has errors.",
    "data-unreadable": "A data file cannot be read.",
    "data-format": "A data file is not a table: its columns have no or equal names, or its rows differ in length.",
    "data-rows": "A table shows more rows than a slide holds.",
    "data-column": "A table or a chart asks for a column that the data file lacks.",
    "data-value": "A cell of a data file holds what a chart cannot show, such as text where a number must stand.",
    "data-yaml": "A schedule is not valid YAML.",
    "data-unknown-key": "A schedule or an entry has a key that does not exist.",
    "data-wrong-type": "A value of a schedule has the wrong type, or is a date that cannot be read as one.",
    "data-missing-key": "A schedule or an entry lacks a key that it must have.",
    "data-duplicate-key": "A key stands twice in a mapping of a schedule.",
    "data-order": "The dates of a schedule are not in order.",
    "data-empty": "A data file holds nothing.",
    # Layout
    "layout-unknown": "A fenced container has a name that does not exist.",
    "layout-argument": "A fenced container takes something else than what stands behind its name.",
    "layout-unclosed": "A fenced container is not closed.",
    "layout-stray": "A line of colons closes no fenced container.",
    "layout-colons": "Colons that open no fenced container would stand on the slide as text.",
    "layout-pause": "Nothing stands behind a pause, or a fragment whose index lets it come before the pause ends.",
    "layout-incremental": "`data-incremental` has a value that does not exist, or `.incremental` stands on no list.",
    # Citations and bibliographies
    "cite-bibliography": "A bibliography cannot be found or read, or there is none for a citation.",
    "cite-style": "A citation style cannot be found or read, or fails on an entry.",
    "cite-entry": "An entry of a bibliography cannot be read, or lacks what a reader needs.",
    "cite-duplicate-key": "Two entries of a bibliography have the same key.",
    "cite-syntax": "A citation cannot be read.",
    "cite-unknown-key": "A citation names a key that the bibliography lacks.",
    "cite-ambiguous": "Two different works are cited in the same words.",
    # HTML, math, code
    "html-unbalanced": "A tag has no partner, or browsers understand it otherwise than it was meant; they repair it.",
    "html-inline-handler": "An inline event handler or `javascript:` link is blocked by the page's security policy.",
    "html-remote-script": "A script from another host is blocked by the page's security policy.",
    "html-remote-frame": "A frame from a host that `embed_hosts` does not name is blocked.",
    "html-remote-media": "An image, sound or style from another host is blocked: the site sends no request elsewhere.",
    "math-parse": "KaTeX cannot read a formula.",
    "math-step": "A `\\step` in a formula has no number, or nothing that appears.",
    "math-unclosed": "A `$$` is not closed.",
    "code-unclosed-fence": "A code fence is not closed.",
    "code-unknown-language": "No highlighter knows the language of a code block.",
    "code-line-range": "A line step of a code block cannot be read or lies outside of the block.",
    # Links
    "link-missing-deck": "A link leads to a deck or page that does not exist.",
    "link-missing-slide": "A link leads to a slide, or an element of a slide or a page, that does not exist.",
    # Extensions
    "extension-not-found": "`extensions` names a file or package, or an extension a folder, that does not exist.",
    "extension-import": "An extension cannot be imported, or brings something that is not what it says.",
    "extension-empty": "An extension brings no placeholder, check, Markdown plugin or theme layer.",
    "extension-clash": "Two extensions, or an extension and this program, use the same name.",
    "extension-failed": "An extension failed while a deck was rendered or checked.",
    # Files and the theme
    "asset-missing": "An image or another file that a deck or `slides.yaml` refers to is not in the site.",
    "asset-unreadable": "An asset cannot be read.",
    "theme-template": "A page template of the theme failed.",
    "theme-unreadable": "A file of the theme cannot be read.",
    # Writing
    "export-output": "The output folder cannot be written.",
    "export-locked": "Another build is writing the same output folder.",
}

# Errors after which nobody can tell who may see what: a deck that has one is not published.
# One of these speaks for all that say the same, wherever they stand: the cure is one line of `slides.yaml`.
TOLD_FOR_ALL = frozenset({"html-remote-frame"})
HOLDING_BACK = frozenset(
    {
        *("deck-audience", "deck-unclosed-comment"),
        *("deck-front-matter", "deck-unknown-key", "deck-duplicate-key"),
        *("layout-unknown", "layout-unclosed", "layout-stray", "layout-colons"),
    }
)
