"""Extensions of a course while they are written."""

from __future__ import annotations

from edited import Edited, MakeEdited

from dl4ad_slides.serve.files import author_file
from dl4ad_slides.serve.messages import Message

SETTINGS = "extensions: [extensions/house.py, extensions/shout.py, extensions/look.py]\n"
HOUSE = """\
from dl4ad_slides.api import Check, Finding, Severity


def run(deck):
    for slide in deck.slides:
        if "TODO" in slide.content.text:
            yield Finding("house-todo", "not finished", slide.position, "", Severity.ERROR)


HOUSE = Check("house", {"house-todo": "S."}, run)
"""
SHOUT = """\
from dl4ad_slides.api import MarkdownPlugin


def shout(state):
    for token in state.tokens:
        for child in token.children or ():
            child.content = child.content.upper()


SHOUT = MarkdownPlugin("shout", lambda md: md.core.ruler.push("shout", shout))
"""
LOOK = """\
import pathlib

from dl4ad_slides.api import ThemeLayer

LOOK = ThemeLayer("look", pathlib.Path("look"))
"""
FILES = {
    "slides.yaml": SETTINGS,
    "decks/a.md": "# A\n\nwords\n\n---\n\n# B\n",
    "extensions/house.py": HOUSE,
    "extensions/shout.py": SHOUT,
    "extensions/look.py": LOOK,
    "extensions/look/css/look.css": "p {}\n",
    "extensions/look/partials/box.html.j2": "<p>Box</p>\n",
}
RELOAD = {"type": "reload", "page": None}


def told(messages: list[Message]) -> list[list[str]]:
    """Return code and place of the findings that each of the messages to overlays tells."""
    return [
        [f"{finding['code']} {finding['file']}:{finding['line']}" for finding in message["findings"]]
        for message in messages
        if message["type"] == "findings"
    ]


def open_a(edited: Edited) -> str:
    page = edited.open("a")
    edited.course.index_page()
    return page


def test_an_edit_is_taken_in_with_a_reload(make_course: MakeEdited) -> None:
    """An extension that has changed is run afresh, and so is all that it has a hand in."""
    edited = make_course(FILES)
    assert "WORDS" in open_a(edited)
    assert RELOAD in edited.edit("extensions/shout.py", SHOUT.replace("upper", "title"))
    assert "<p>Words</p>" in open_a(edited)


def test_what_is_remembered_of_a_deck_is_of_the_extensions_as_they_are(make_course: MakeEdited) -> None:
    """A deck is checked anew when the check is another, and again when it is what it was."""
    edited = make_course(FILES)
    open_a(edited)
    for text, count in ((HOUSE.replace("TODO", "words"), 1), (HOUSE, 0), (HOUSE.replace("TODO", "A"), 1)):
        edited.edit("extensions/house.py", text)
        open_a(edited)
        assert len(edited.course.all_findings()) == count


def test_a_finding_moves_with_the_line_of_the_extension(make_course: MakeEdited) -> None:
    """A deck that stays as it is does not keep where a failing check stood."""
    failing = HOUSE.replace("deck.slides", "deck.slid")
    edited = make_course({**FILES, "extensions/house.py": failing})
    open_a(edited)
    edited.edit("extensions/house.py", f"\n\n{failing}")
    open_a(edited)
    (finding,) = edited.course.all_findings()
    assert (finding.position.file, finding.position.line) == ("extensions/house.py", 7)


def test_a_broken_extension_keeps_working_as_it_did(make_course: MakeEdited) -> None:
    """Over the page stands what is wrong; the page stays, for the others too, until the extension is fixed."""
    edited = make_course(FILES)
    before = open_a(edited)
    messages = edited.edit("extensions/shout.py", SHOUT + "x = (\n")
    assert (RELOAD in messages, told(messages)) == (False, [["extension-import extensions/shout.py:11"]] * 2)
    assert open_a(edited) == before
    # Others go on: a check finds what is new, although the plugin beside it is broken.
    messages = edited.edit("decks/a.md", "# A\n\nwords and words\n\n---\n\n# B\n\nTODO\n")
    assert ["extension-import extensions/shout.py:11", "house-todo decks/a.md:7"] in [
        sorted(one) for one in told(messages)
    ]
    assert "WORDS AND WORDS" in open_a(edited)
    messages = edited.edit("extensions/shout.py", SHOUT)
    assert (RELOAD in messages, "extension-import" in str(told(messages))) == (False, False)


def test_settings_that_change_keep_a_broken_extension(make_course: MakeEdited) -> None:
    """Another title runs nothing again, and takes nothing away."""
    edited = make_course(FILES)
    open_a(edited)
    edited.edit("extensions/shout.py", "nope\n")
    assert RELOAD in edited.edit("slides.yaml", f"title: New\n{SETTINGS}")
    assert "WORDS" in open_a(edited)
    assert [finding.code for finding in edited.course.all_findings()] == ["extension-import"]


def test_an_extension_that_is_broken_from_the_start(make_course: MakeEdited) -> None:
    """It has no last good state; the others are there, and with the fix it is, too."""
    edited = make_course({**FILES, "extensions/shout.py": "nope\n"})
    assert "<p>words</p>" in open_a(edited)
    assert RELOAD in edited.edit("extensions/shout.py", SHOUT)
    assert "WORDS" in open_a(edited)
    assert edited.course.all_findings() == ()


def test_an_extension_that_goes_and_comes(make_course: MakeEdited) -> None:
    """A file that is deleted brings nothing; the settings that name it are told of."""
    edited = make_course(FILES)
    open_a(edited)
    messages = edited.delete("extensions/shout.py")
    assert (RELOAD in messages, told(messages)[0]) == (True, ["extension-not-found slides.yaml:1"])
    assert "<p>words</p>" in open_a(edited)
    edited.edit("extensions/shout.py", SHOUT)
    assert "WORDS" in open_a(edited)


def test_a_finding_of_a_check_does_not_hold_up_an_edit(make_course: MakeEdited) -> None:
    """A slide that a check objects to is shown as it is; nor does a check that fails hold up the first slide."""
    edited = make_course(FILES)
    open_a(edited)
    edited.edit("decks/a.md", "# A\n\nTODO now\n\n---\n\n# B\n")
    assert "TODO NOW" in open_a(edited)
    edited.edit("extensions/house.py", HOUSE.replace("deck.slides", "deck.slid"))
    open_a(edited)
    messages = edited.edit("decks/a.md", "# A\n\nTODO then\n\n---\n\n# B\n")
    assert "slides" in [message["type"] for message in messages]
    assert "TODO THEN" in open_a(edited)
    assert [finding.code for finding in edited.course.all_findings()] == ["extension-failed"]


def test_files_of_a_layer_change_as_those_of_the_theme_do(make_course: MakeEdited) -> None:
    """A style sheet is exchanged in the open page; a partial makes the slides that show it anew."""
    edited = make_course({**FILES, "decks/a.md": "# A\n\n<<BOX>>\n"})
    assert "<p>Box</p>" in open_a(edited)
    (message,) = edited.edit("extensions/look/css/look.css", "p { color: red }\n")
    assert (message["type"], message["path"]) == ("css", "_static/css/look.css")
    messages = edited.edit("extensions/look/partials/box.html.j2", "<p>Crate</p>\n")
    assert "slides" in [message["type"] for message in messages]
    assert "<p>Crate</p>" in open_a(edited)
    messages = edited.edit("extensions/look/partials/box.html.j2", b"\xff")
    assert [one for one in told(messages)[0] if "theme" in one] == [
        "theme-unreadable extensions/look/partials/box.html.j2:1"
    ]
    messages = edited.edit("extensions/look/partials/box.html.j2", "<p>Case</p>\n")
    assert edited.course.all_findings() == ()


def test_its_file_may_be_opened_in_the_editor(make_course: MakeEdited) -> None:
    """The overlay leads to the line of an extension that failed."""
    edited = make_course(FILES)
    assert author_file(edited.course.project, "extensions/house.py") == edited.root / "extensions/house.py"
