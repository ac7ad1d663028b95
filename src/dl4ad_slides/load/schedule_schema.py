"""The JSON Schema of a schedule file, so that editors complete it and mark mistakes while one types.

Takes nothing; gives a schema of draft 2020-12. It says what `load_schedule` says as far as a schema can: the order of
dates, days that no calendar has and duplicate keys are beyond it.
"""

from __future__ import annotations

from dl4ad_slides.load.formats.yaml_fields import URL_PATTERN

# A year or a word such as `no` is fine as a topic: the loader keeps the author's spelling.
_TEXT = ["string", "number", "boolean"]


def schedule_schema() -> dict[str, object]:
    """Return the schema of one schedule file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Schedule",
        "description": "Dates of a course, used as <<SCHEDULE:data/dates.yaml>>.",
        "type": "object",
        "additionalProperties": False,
        "required": ["entries"],
        "properties": {
            "columns": {
                "description": "The heads of the two columns; without them, words of the deck's language.",
                "type": ["object", "null"],
                "additionalProperties": False,
                "properties": {
                    "date": _text("Head of the dates.", "Date"),
                    "topic": _text("Head of what happens.", "Topic"),
                },
            },
            "entries": {
                "description": "The dates in order of time.",
                "type": "array",
                "minItems": 1,
                "items": _entry(),
            },
        },
    }


def _entry() -> dict[str, object]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["date", "topic"],
        "properties": {
            "date": _text("A day such as 2026-10-15, or text such as Week 3.", "2026-10-15", optional=False),
            "topic": _text("What happens.", "Introduction", optional=False),
            "time": _text("When on that day.", "14:00–18:00"),
            "deadline": {"description": "Appears as a highlighted row.", "type": ["boolean", "null"]},
            "url": _text("Where to read about it; makes the topic a link.", "https://example.org/", URL_PATTERN),
            "note": _text("A remark below the topic.", "Bring headphones"),
        },
        "examples": [{"date": "2026-10-15", "topic": "Introduction"}],
    }


def _text(description: str, example: str, pattern: str = r"\S", optional: bool = True) -> dict[str, object]:
    kinds = [*_TEXT, "null"] if optional else _TEXT
    return {"description": description, "type": kinds, "pattern": pattern, "examples": [example]}
