"""Who gets speaker notes: the values of the setting `notes`."""

from __future__ import annotations

NOTES_FOR_EVERYBODY = "keep"
NOTES_FOR_INSTRUCTORS = "instructor"
NOTES_FOR_NOBODY = "strip"
NOTES_FOR = (NOTES_FOR_EVERYBODY, NOTES_FOR_INSTRUCTORS, NOTES_FOR_NOBODY)
