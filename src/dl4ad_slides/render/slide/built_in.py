"""The types of placeholders that every course has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dl4ad_slides.model.placeholder_type import PlaceholderType
from dl4ad_slides.render.charts.placeholder import CHART
from dl4ad_slides.render.placeholders.deck_lists import AGENDA, CREDITS, REFERENCES
from dl4ad_slides.render.placeholders.include import INCLUDE
from dl4ad_slides.render.placeholders.qr import QR
from dl4ad_slides.render.placeholders.schedule import SCHEDULE
from dl4ad_slides.render.placeholders.table import TABLE
from dl4ad_slides.render.timelines.placeholder import TIMELINE

_TYPES: tuple[PlaceholderType[Any], ...] = (
    *(AGENDA, CHART, CREDITS, INCLUDE, QR, REFERENCES, SCHEDULE, TABLE, TIMELINE),
)
BUILT_IN: Mapping[str, PlaceholderType[Any]] = {one.name: one for one in _TYPES}
