"""Whatever a data file holds and an author asks of it, there is a table, a chart or a finding."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dl4ad_slides.load.tables import TABLE
from dl4ad_slides.model.diagnostics import Diagnostic
from helpers import FUZZ, Course, Workshop, read_file

COLUMNS = ("a", "b", "c d", "$x$", "__proto__", "é")
CELLS = st.one_of(
    st.sampled_from(["0", "1", "-1", "2", "3.5", "7", "", "NA", "1e30", "-1e-30", "2020", "x", "<b>&", "日本", "$x$"]),
    st.floats(-1e6, 1e6).map("{:.3g}".format),
)
OPTIONS = st.sets(
    st.sampled_from(
        [
            *(
                "x-scale=log",
                "y-scale=log",
                "points=true",
                "fragments=true",
                "legend=none",
                "x-range=0:3",
                "y-range=1:9",
            ),
            *("y-range=-1:1e9", "width=300", "height=240", 'caption="a $x$ < b"', "id=fig-a", 'labels="p,q"'),
        ]
    ),
    max_size=4,
)
TABLES = st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=4, unique=True).flatmap(
    lambda names: st.tuples(st.just(names), st.lists(st.tuples(*[CELLS] * len(names)), min_size=1, max_size=8))
)
quiet = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    root = tmp_path_factory.mktemp("course")
    return Workshop(Course(root).write({"decks/a.md": "# A\n", "data/x.csv": "a\n1\n"}))


@settings(quiet, max_examples=60 * FUZZ)
@given(table=TABLES, kind=st.sampled_from(["line", "bar", "scatter"]), options=OPTIONS, data=st.data())
def test_every_chart_is_drawn_or_refused(
    workshop: Workshop,
    table: tuple[list[str], list[tuple[str, ...]]],
    kind: str,
    options: set[str],
    data: st.DataObject,
) -> None:
    """A figure whose numbers are numbers, or a box and a finding; never an exception."""
    names, rows = table
    workshop.course.write({"data/x.csv": "\n".join(",".join(row) for row in (names, *rows)) + "\n"})
    x, color = data.draw(st.sampled_from(names)), data.draw(st.sampled_from(["", *names]))
    ys = ",".join(data.draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True)))
    asked = " ".join((f'kind={kind} x="{x}" y="{ys}"', *sorted(options), f'color="{color}"' if color else ""))
    rendered, findings = workshop.render_text(f"<<CHART:data/x.csv {asked}>>\n\n<<TABLE:data/x.csv>>\n")
    (slide,) = rendered.slides
    is_drawn = "<figure" in slide.section
    assert is_drawn or any(finding.severity == "error" for finding in findings)
    drawing = slide.section[slide.section.find("viewBox") : slide.section.find("</svg>")] if is_drawn else ""
    assert '"NaN' not in drawing
    assert ",NaN" not in drawing
    assert "undefined" not in drawing


@settings(quiet, max_examples=300 * FUZZ)
@given(text=st.text(alphabet='ab,;\t"\n 1.\r\ufeff\x85\u2028é', max_size=60))
def test_every_file_is_a_table_or_has_findings(tmp_path: Path, text: str) -> None:
    """Rows have as many cells as there are columns, and each cell its place in the file."""
    (tmp_path / "x.csv").write_text(text, encoding="utf-8", newline="")
    findings: list[Diagnostic] = []
    table = read_file(tmp_path, "x.csv", TABLE, findings)
    assert (table is None) == bool(findings)
    if table is None:
        return
    lines = table.source.text.split("\n")
    for index, row in enumerate(table.rows):
        assert len(row) == len(table.columns)
        for name, cell in zip(table.columns, row, strict=True):
            place = table.position(index, name)
            if '"' not in text:  # where quotes are, the cell is not what stands in the file
                assert lines[place.line - 1][place.column - 1 :].lstrip().startswith(cell.split(" ")[0])
