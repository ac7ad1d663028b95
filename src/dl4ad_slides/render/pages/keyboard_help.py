"""The keys that work in the page of a deck, in words, for its help."""

from __future__ import annotations

from typing import NamedTuple

from dl4ad_slides.render.words import Words


class Shortcut(NamedTuple):
    """What keys do: `keys` are the ways to say it, each the names of keys that are pressed together."""

    keys: tuple[tuple[str, ...], ...]
    action: str


# What Reveal.js binds, what deck.js and outline.js bind over that, and what browsers do. Actions, and keys whose names
# differ between languages, are fields of `Words`.
_SHORTCUTS = (
    ("→ key_space key_page_down N", "next_slide"),
    ("← key_page_up P", "previous_slide"),
    ("Alt+→ Alt+←", "without_steps"),
    ("↓ ↑", "within_stack"),
    ("key_home key_end", "first_or_last"),
    ("G", "go_to_slide"),
    ("M", "outline"),
    ("/ key_ctrl+K", "search"),
    ("O Esc", "overview"),
    ("S", "speaker_view"),
    ("F", "full_screen"),
    ("B .", "black_screen"),
    ("T", "light_or_dark"),
    ("key_ctrl+P", "print_slides"),
    ("?", "keyboard_help"),
)


def shortcuts(words: Words) -> tuple[Shortcut, ...]:
    """Return all shortcuts of a deck in the language of `words`."""
    return tuple(
        Shortcut(
            tuple(tuple(_name(key, words) for key in way.split("+")) for way in ways.split()),
            str(getattr(words, action)),
        )
        for ways, action in _SHORTCUTS
    )


def _name(key: str, words: Words) -> str:
    return str(getattr(words, key)) if key.startswith("key_") else key
