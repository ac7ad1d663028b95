"""Which words our output says by itself; each language gives all of them."""

from __future__ import annotations

from dataclasses import dataclass

CALLOUTS = ("note", "tip", "important", "warning", "caution")
LINKS = ("notebook", "pdf", "code", "data", "video", "paper", "exercises", "website")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """All of them in one language; what stands in braces is filled in by `format`."""

    # On slides
    figure: str
    source: str
    licence: str
    recap: str
    preview: str
    agenda: str
    references: str
    date: str
    topic: str
    qr_code: str
    line_chart: str  # {y}, {x}
    bar_chart: str  # {y}, {x}
    scatter_chart: str  # {y}, {x}
    load_frame: str  # {title}, {host}
    # The page for addresses without one
    not_found: str
    not_found_why: str
    to_home: str
    # What is not for everybody
    instructor: str
    solution: str
    draft: str
    # Callouts
    note: str
    tip: str
    important: str
    warning: str
    caution: str
    # The page of a deck
    deck: str
    all_lectures: str
    light_or_dark: str
    switch_theme: str
    needs_script: str
    # The outline and the keys of a deck
    outline: str
    close: str
    previous_lecture: str
    next_lecture: str
    to_top: str
    materials: str
    copy_link: str
    link_copied: str
    link_to_slide: str
    copy_by_hand: str
    keyboard_help: str
    previous_slide: str
    without_steps: str
    within_stack: str
    first_or_last: str
    go_to_slide: str
    overview: str
    full_screen: str
    black_screen: str
    print_slides: str
    key_space: str
    key_page_down: str
    key_page_up: str
    key_home: str
    key_end: str
    key_ctrl: str
    # The index
    lectures: str
    one_slide: str
    slides: str  # {count}
    no_lectures: str
    reading_page: str
    teachers: str
    schedule: str
    deadline: str
    next_date: str
    today: str
    notebook: str
    pdf: str
    code: str
    data: str
    video: str
    paper: str
    exercises: str
    website: str
    # All pages but decks
    pages: str
    search: str
    skip_to_content: str
    last_changed: str
    on_this_page: str
    # The reading page of a deck
    contents: str
    open_slides: str
    slide_number: str  # {number}
    table: str
    # The search
    search_slides: str
    search_results: str
    search_hint: str
    search_loading: str
    search_failed: str
    search_none: str  # {query}
    search_some: str
    # The speaker view
    speaker_view: str
    smaller_notes: str
    larger_notes: str
    on_screen: str
    current_slide: str
    next: str
    next_slide: str
    end: str
    time_and_place: str
    elapsed: str
    pause: str
    pause_elapsed: str
    reset: str
    reset_elapsed: str
    time: str
    slide: str
    notes: str
    no_notes: str
    no_deck: str
    deck_closed: str
    waiting: str

    def callout(self, kind: str) -> str:
        """Return the title of a callout of this kind, such as `note`; the kind itself where we know no such callout."""
        return str(getattr(self, kind)) if kind in CALLOUTS else kind.capitalize()

    def link_kind(self, label: str) -> str:
        """Return which of the links that we know `label` names, or nothing."""
        kind = label.casefold()
        return kind if kind in LINKS else ""

    def link_label(self, label: str) -> str:
        """Return the words for a link; those of its author where we have none."""
        kind = self.link_kind(label)
        return str(getattr(self, kind)) if kind else label

    def chart(self, kind: str, y: str, x: str) -> str:
        """Return what a chart shows: values `y` along `x`."""
        return str(getattr(self, f"{kind}_chart")).format(y=y, x=x)

    def count_slides(self, count: int) -> str:
        """Return how many slides there are."""
        return self.one_slide if count == 1 else self.slides.format(count=count)
