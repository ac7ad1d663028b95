"""Find the data file that a `TABLE` or `CHART` placeholder names; without one, say so on the slide."""

from __future__ import annotations

from dl4ad_slides.language.placeholders import Placeholder
from dl4ad_slides.model.data import DataTable
from dl4ad_slides.render.charts.placeholder import chart_html
from dl4ad_slides.render.context import SlideContext
from dl4ad_slides.render.html.error_box import error_block
from dl4ad_slides.render.placeholders.data_files import missing_file
from dl4ad_slides.render.placeholders.table import data_table_html

_ENDINGS = (".csv", ".tsv")


def table_placeholder_html(placeholder: Placeholder, context: SlideContext) -> str:
    """Return the table that a `TABLE` placeholder asks for."""
    found = _find(placeholder, context)
    return found if isinstance(found, str) else data_table_html(found, placeholder, context)


def chart_placeholder_html(placeholder: Placeholder, context: SlideContext) -> str:
    """Return the chart that a `CHART` placeholder asks for."""
    found = _find(placeholder, context)
    return found if isinstance(found, str) else chart_html(found, placeholder, context, context.tools.draw)


def _find(placeholder: Placeholder, context: SlideContext) -> DataTable | str:
    if table := context.facts.table(placeholder.argument):
        return table
    context.findings.append(missing_file(placeholder, _ENDINGS, context))
    return error_block(context.findings[-1])
