"""The JSON Schema of a timeline file, so that editors complete it and mark mistakes while one types.

Takes nothing; gives a schema of draft 2020-12. It says what `load_timeline` says as far as a schema can: the order
of events, duplicate keys and twins are beyond it.
"""

from __future__ import annotations

from dl4ad_slides.load.formats.yaml_fields import URL_PATTERN
from dl4ad_slides.load.timelines import KEY_PATTERN

# A year or a word such as `no` is fine as a name: the loader keeps the author's spelling.
_TEXT = ["string", "number", "boolean"]


def timeline_schema() -> dict[str, object]:
    """Return the schema of one file in `timelines/`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Timeline",
        "description": "A timeline of lecture slides, used as <<TIMELINE:file-name>>.",
        "type": "object",
        "additionalProperties": False,
        "required": ["events"],
        "properties": {
            "title": _text("What the timeline is about; stands beside it.", "Calculus & Linear Algebra"),
            "description": _text("One sentence below the title.", "Basis for optimization algorithms"),
            "events": {
                "description": "The events in order of time.",
                "type": "array",
                "minItems": 1,
                "items": _event(),
            },
        },
    }


def _event() -> dict[str, object]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["year", "name"],
        "properties": {
            "year": {
                "description": "Without quotes; negative before the common era, decimals within a year.",
                "type": "number",
                "exclusiveMinimum": -1e15,
                "exclusiveMaximum": 1e15,
                "examples": [1847, -350, 1969.5],
            },
            "name": _text("What happened, in one to three words.", "Gradient Descent", optional=False),
            "author": _text("Who did it.", "Cauchy, A. L."),
            "url": _text("Where to read about it; makes the name a link.", "https://example.org/", URL_PATTERN),
            "key": _text("A word by which a fragment selection names the event.", "gd", KEY_PATTERN),
            "label": _text("Shown instead of the year, which says where the event stands.", "c. 1670"),
            "note": _text("A remark that shows under the mouse.", "Written in a letter of two pages"),
        },
        "examples": [{"year": 1847, "name": "Gradient Descent", "author": "Cauchy, A. L."}],
    }


def _text(description: str, example: str, pattern: str = r"\S", optional: bool = True) -> dict[str, object]:
    kinds = [*_TEXT, "null"] if optional else _TEXT
    return {"description": description, "type": kinds, "pattern": pattern, "examples": [example]}
