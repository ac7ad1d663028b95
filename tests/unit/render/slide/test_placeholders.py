"""What stands in place of a placeholder, wherever that is."""

from __future__ import annotations

import pytest

from conftest import MakeCourse

EVENT = "events:\n  - {year: 1676, name: N}\n  - {year: 1700, name: M}\n"
OUT = 'a"><img id="out">'


@pytest.mark.parametrize(
    "tag",
    [
        '<b title="<<OUT>>">b</b>',
        '<b data-a="x > y" title="<<OUT>>">b</b>',
        "<b data-a='>' title=\"<<OUT>>\">b</b>",
        '<div data-a=">"class="c" title="<<OUT>>">b</div>',
        '<div title="<<OUT>>" data-a="< >">b</div>',
    ],
)
def test_nothing_breaks_out_of_an_attribute(course: MakeCourse, tag: str) -> None:
    """Whatever other attributes hold, a value stays a value."""
    made = course({"decks/a.md": f"# A\n\n{tag}\n", "theme/partials/out.html.j2": OUT})
    made.build()
    slide = made.slides("a.html")[0]
    assert slide.css("#out") == []
    assert slide.css_first("[title]").attributes["title"] == OUT


@pytest.mark.parametrize(
    "option", ["star=1676:0", 'trend="1700:1"', 'end-of-era="1676:0, 1700:1"', 'starts="1676 : 0"']
)
def test_any_name_is_a_style(course: MakeCourse, option: str) -> None:
    """Where the value is a list of pairs."""
    made = course({"decks/a.md": f"<<TIMELINE:t {option}>>\n", "timelines/t.yaml": EVENT})
    assert made.build().stderr == ""
    assert f"custom {option.partition('=')[0]}" in made.page("a.html")


@pytest.mark.parametrize(
    ("option", "hint"),
    [
        ("strat=1676", "Did you mean `start`?"),
        ("selekt=1676", "Did you mean `select`?"),
        ("glow=1676", 'Fragments of the style `glow` are written as pairs: `glow="1676:0,1805:1"`.'),
    ],
)
def test_an_option_that_does_not_exist(course: MakeCourse, option: str, hint: str) -> None:
    """Is told with what was meant."""
    made = course({"decks/a.md": f"<<TIMELINE:t {option}>>\n", "timelines/t.yaml": EVENT})
    report = made.build().stderr
    assert f"error[timeline-option]: a timeline has no option `{option.partition('=')[0]}`" in report
    assert f"hint: {hint}" in report


@pytest.mark.parametrize(
    "placeholder", ["AGENDA", "CREDITS", "REFERENCES", "QR:https://a.example", "CHART:data/a.csv kind=line x=a y=b"]
)
def test_blocks_do_not_stand_amid_a_line(course: MakeCourse, placeholder: str) -> None:
    """Browsers would end the paragraph in the middle; alone, and beside each other, they are welcome."""
    alone = f"<<{placeholder}>>\n<<QR:https://a.example>>\n\n<<{placeholder}>> {{.fragment}}\n"
    files = {"decks/a.md": f"# A\n\nSee <<{placeholder}>> there\n\n{alone}", "data/a.csv": "a,b\n1,2\n2,3\n"}
    made = course(files)
    (finding,) = [finding for finding in made.build().findings if "deck-empty-list" not in finding]
    assert finding.startswith("decks/a.md:3:5: error[placeholder-syntax]")
    assert "<p></p>" not in made.page("a.html")
    assert "html-unbalanced" not in finding


@pytest.mark.parametrize(
    ("placeholder", "place"), [("AGENDA x=1", "3:10"), ("CREDITS:x", "3:1"), ("REFERENCES:x y=1", "3:16")]
)
def test_lists_take_nothing(course: MakeCourse, placeholder: str, place: str) -> None:
    """What stands behind the name of one is reported."""
    findings = course({"decks/a.md": f"# A\n\n<<{placeholder}>>\n"}).build().findings
    assert [finding for finding in findings if f"{place}: error[placeholder-option]" in finding]
