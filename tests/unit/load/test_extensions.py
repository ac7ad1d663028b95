"""Extensions of a course: its own files, installed packages, and everything that can be wrong with them."""

from __future__ import annotations

import importlib
import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import MakeCourse
from dl4ad_slides.load.extensions import load_extensions
from dl4ad_slides.load.settings import load_settings
from dl4ad_slides.model.diagnostics import Diagnostic
from dl4ad_slides.model.extension import Check, Extensions
from dl4ad_slides.render.slide.built_in import BUILT_IN
from helpers import Course

DECK = "# A\n"
IMPORT = "from dl4ad_slides.api import Check, MarkdownPlugin, PlaceholderType, ThemeLayer\n"


def settings(*names: str) -> dict[str, str]:
    return {"slides.yaml": f"extensions: [{', '.join(names)}]\n", "decks/a.md": DECK}


def one(text: str) -> dict[str, str]:
    return {**settings("extensions/e.py"), "extensions/e.py": text}


def load(course: Course, before: Extensions | None = None) -> tuple[Extensions, list[str]]:
    """Return the extensions of a course, and the first lines of what is wrong with them."""
    findings: list[Diagnostic] = []
    loaded = load_extensions(course.root, load_settings(course.root, findings), findings, BUILT_IN, before)
    return loaded, [str(finding).split("\n")[0] for finding in findings]


# -- Files of the course -------------------------------------------------------------------------------


def test_brings_what_its_names_stand_for(course: MakeCourse) -> None:
    """Things of all four kinds, in the order of the file, each once; not what is inside of other things."""
    text = (
        IMPORT
        + "import pathlib\n"
        + "B = Check('b', {}, lambda deck: ())\n"
        + "A = ALSO_A = Check('a', {}, lambda deck: ())\n"
        + "HIDDEN = [Check('c', {}, lambda deck: ())]\n"
        + "Q = PlaceholderType('QUIZ', lambda: '')\n"
        + "M = MarkdownPlugin('m', lambda md: None)\n"
        + "T = ThemeLayer('t', pathlib.Path('t'))\n"
    )
    loaded, findings = load(course({**one(text), "extensions/t/css/t.css": "p {}"}))
    assert findings == []
    assert [check.prefix for check in loaded.checks] == ["b", "a"]
    assert list(loaded.placeholders) == ["QUIZ"]
    assert [plugin.name for plugin in loaded.markdown] == ["m"]
    assert [layer.folder.name for layer in loaded.themes] == ["t"]
    assert loaded.layer_folders == ("extensions/t",)
    assert loaded.files == {"extensions/e.py"}


def test_knows_who_brought_what(course: MakeCourse) -> None:
    """Each thing has its file and line."""
    text = (
        f"{IMPORT}\n\nHOUSE = Check('house', {{}}, lambda deck: ())\nQ: object = PlaceholderType('QUIZ', lambda: '')\n"
    )
    loaded, _ = load(course(one(text)))
    assert str(loaded.checks[0].origin.position) == "extensions/e.py:4:1"
    assert str(loaded.placeholders["QUIZ"].origin.position) == "extensions/e.py:5:1"
    assert loaded.checks[0].origin.name == loaded.checks[0].origin.file == "extensions/e.py"


def test_files_come_in_the_order_of_the_settings(course: MakeCourse) -> None:
    """The settings say which comes first, not the names of files."""
    text = IMPORT + "C = Check('{}', {{}}, lambda deck: ())\n"
    loaded, _ = load(course({**settings("b.py", "a.py"), "a.py": text.format("a"), "b.py": text.format("b")}))
    assert [check.prefix for check in loaded.checks] == ["b", "a"]


def test_leaves_no_bytecode_and_reads_none(course: MakeCourse, monkeypatch: pytest.MonkeyPatch) -> None:
    """A course is not littered, and an edit within the second that file times can tell is not overlooked."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    made = course(one(IMPORT + "C = Check('a', {}, lambda deck: ())\n"))
    assert [check.prefix for check in load(made)[0].checks] == ["a"]
    made.write({"extensions/e.py": IMPORT + "C = Check('b', {}, lambda deck: ())\n"})
    assert [check.prefix for check in load(made)[0].checks] == ["b"]
    assert not list(made.root.rglob("*.pyc"))


def test_dataclasses_and_postponed_annotations_work(course: MakeCourse) -> None:
    """A module that is being run is one that Python knows, as `dataclasses` and `typing` expect."""
    text = (
        "from __future__ import annotations\n"
        + IMPORT
        + "import dataclasses, typing\n"
        + "@dataclasses.dataclass(slots=True)\n"
        + "class Rule:\n    name: typing.ClassVar[str] = 'house'\n    other: Rule | None = None\n"
        + "typing.get_type_hints(Rule)\n"
        + "C = Check(Rule.name, {}, lambda deck: ())\n"
    )
    loaded, findings = load(course(one(text)))
    assert (findings, loaded.checks[0].prefix) == ([], "house")


def test_nothing_is_imported_that_is_not_named(course: MakeCourse) -> None:
    """A file beside one that is named is left alone."""
    made = course(
        {**one(IMPORT + "C = Check('a', {}, lambda deck: ())\n"), "extensions/other.py": "raise SystemExit\n"}
    )
    assert load(made)[1] == []


def test_what_is_as_it_was_stays_the_same(course: MakeCourse) -> None:
    """A file without a change is not run again; one that fails now brings what it did before, and says so."""
    text = IMPORT + "C = Check('{}', {{}}, lambda deck: ())\n"
    made = course({**settings("a.py", "b.py"), "a.py": text.format("a"), "b.py": text.format("b")})
    first, _ = load(made)
    same, _ = load(made, first)
    assert same == first
    made.write({"a.py": "nope\n"})
    second, findings = load(made, first)
    assert second == first
    assert findings == [
        "a.py:1:1: error[extension-import]: the extension `a.py` cannot be imported: NameError: "
        "name 'nope' is not defined"
    ]
    made.write({"a.py": text.format("new")})
    third, findings = load(made, second)
    assert ([check.prefix for check in third.checks], findings) == (["new", "b"], [])
    (made.root / "a.py").unlink()
    assert [check.prefix for check in load(made, third)[0].checks] == ["b"]


# -- What can be wrong with a file ---------------------------------------------------------------------


IMPORTED = "the extension `extensions/e.py` cannot be imported: "


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("x = (\n", "1:5", "'(' was never closed"),
        ("import nope_nope\n", "1:1", "ModuleNotFoundError: No module named 'nope_nope'"),
        ("def f():\n    return 1 / 0\n\n\nf()\n", "2:1", "ZeroDivisionError: division by zero"),
        ("import json\n\njson.loads('{')\n", "3:1", "JSONDecodeError: Expecting"),
        ("raise SystemExit(3)\n", "1:1", "SystemExit: 3"),
        ("class E(BaseException): ...\nraise E\n", "2:1", "E"),
        ("\nexec('(')\n", "2:1", "SyntaxError: "),
        ("class E(Exception):\n    __str__ = None\nraise E\n", "3:1", "E"),
        ("raise ValueError('a\\x00\\nb\\ud800')\n", "1:1", "ValueError: a� b�"),
        (
            IMPORT + "class C(Check):\n    def __init__(self): super().__init__('a', {}, id)\nC = C()\n",
            "1:1",
            "TypeError: ",
        ),
        (IMPORT + "T = ThemeLayer('t', 3)\n", "1:1", "TypeError: "),
        (IMPORT + "C = Check('Two Words', {}, id)\n", "2:1", "ValueError: the prefix of a check is one word"),
        (IMPORT + "C = Check('a', {'b-c': 'S.'}, id)\n", "2:1", "ValueError: a code of this check is a word"),
    ],
)
def test_tells_why_a_file_cannot_be_imported(course: MakeCourse, text: str, place: str, said: str) -> None:
    """Whatever an extension raises when it is imported is a finding with its file and line."""
    _, (finding,) = load(course(one(text)))
    assert finding.startswith(f"extensions/e.py:{place}: error[extension-import]: {IMPORTED}{said}")


def test_tells_of_bytes_that_are_no_text(course: MakeCourse) -> None:
    """Python says what it cannot decode, in words of its own."""
    made = course(one("")).write({"extensions/e.py": b"X = '\xff'\n"})
    _, (finding,) = load(made)
    assert re.match(rf"extensions/e\.py:1:\d+: error\[extension-import\]: {IMPORTED}", finding)
    assert "0xff" in finding


@pytest.mark.parametrize(
    ("text", "place", "told"),
    [
        ("", "1:1", "extension-empty]: the extension `extensions/e.py` brings nothing"),
        ("VALUE = 3\n", "1:1", "extension-empty]: the extension `extensions/e.py` brings nothing"),
        (
            IMPORT + "C = Check('deck', {}, id)\n",
            "2:1",
            "extension-clash]: the prefix `deck` of `extensions/e.py` is taken by this program",
        ),
        (
            IMPORT + "\nP = PlaceholderType('QR', str)\n",
            "3:1",
            "extension-clash]: the placeholder `QR` of `extensions/e.py` is taken by this program",
        ),
        (
            IMPORT + "import pathlib\n\nT = ThemeLayer('t', pathlib.Path('none'))\n",
            "4:1",
            "extension-not-found]: the theme layer `t` has no folder `extensions/none`",
        ),
    ],
)
def test_tells_what_is_wrong_with_what_a_file_brings(course: MakeCourse, text: str, place: str, told: str) -> None:
    """Nothing at all, names that are taken, folders that are not there."""
    assert load(course(one(text)))[1] == [f"extensions/e.py:{place}: error[{told}"]


def test_what_an_extension_prints_is_no_outcome(course: MakeCourse) -> None:
    """Standard output holds what the build says for machines, and nothing else."""
    outcome = course(one(IMPORT + "print('hello')\nC = Check('a', {}, lambda deck: ())\n")).build("--format", "json")
    assert json.loads(outcome.stdout)["findings"] == []
    assert outcome.stderr == "hello\n"


def test_ctrl_c_is_not_a_finding(course: MakeCourse) -> None:
    """Whoever stops a build means the build."""
    with pytest.raises(KeyboardInterrupt):
        load(course(one("raise KeyboardInterrupt\n")))


def test_the_second_of_one_name_is_told_at_its_line(course: MakeCourse) -> None:
    """The first one stays."""
    text = IMPORT + "C = Check('a', {}, lambda deck: ())\nP = PlaceholderType('QUIZ', str)\n"
    loaded, findings = load(course({**settings("a.py", "b.py"), "a.py": text, "b.py": text}))
    assert findings == [
        "b.py:2:1: error[extension-clash]: the prefix `a` of `b.py` is taken by `a.py`",
        "b.py:3:1: error[extension-clash]: the placeholder `QUIZ` of `b.py` is taken by `a.py`",
    ]
    assert (loaded.placeholders["QUIZ"].origin.name, loaded.checks[0].origin.name) == ("a.py", "a.py")


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("none.py", "error[extension-not-found]: there is no file `none.py`"),
        ("decks.py", "error[extension-not-found]: `decks.py` cannot be read: is a directory"),
        ("../up.py", "error[config-wrong-type]: an extension is a Python file inside the project or a package"),
        ("/abs.py", "error[config-wrong-type]"),
        (".hidden.py", "error[config-wrong-type]"),
        (".hidden/e.py", "error[config-wrong-type]"),
        ("extensions/quiz", "error[config-wrong-type]"),
        ("{a: b}", "error[config-wrong-type]"),
        ("no-such-package", "error[extension-not-found]: no package `no-such-package` is installed"),
        ("No_such.Package", "error[extension-not-found]: no package `no-such-package` is installed"),
        ("pytest", "error[extension-empty]: the extension `pytest` brings nothing"),
    ],
)  # fmt: skip
def test_tells_what_is_wrong_with_an_entry(course: MakeCourse, entry: str, told: str) -> None:
    """The settings say what cannot be."""
    made = course(settings(entry))
    (made.root / "decks.py").mkdir()
    assert load(made)[1][0].startswith("slides.yaml:1:1")
    assert told in load(made)[1][0]


def test_an_entry_that_stands_twice(course: MakeCourse) -> None:
    """One of the two is too many, however it is spelt."""
    made = course(
        {**one(IMPORT + "C = Check('a', {}, lambda deck: ())\n"), **settings("extensions/e.py", "./extensions//e.py")}
    )
    assert load(made)[1] == [
        "slides.yaml:1:31: error[config-wrong-type]: the extension `./extensions//e.py` is named twice"
    ]


def test_the_placeholders_of_this_program_are_known(tmp_path: Path) -> None:
    """No extension can take the name of a placeholder that is there already."""
    for name in BUILT_IN:
        _, (told,) = load(Course(tmp_path).write(one(f"{IMPORT}P = PlaceholderType({name!r}, lambda request: '')\n")))
        assert told.startswith("extensions/e.py:2:1: error[extension-clash]:"), told


# -- Installed packages --------------------------------------------------------------------------------

MODULE = IMPORT + "import pathlib\n" + (
    "HOUSE = Check('house', {}, lambda deck: ())\n"
    "QUIZ = PlaceholderType('QUIZ', str)\n"
    "KEYS = MarkdownPlugin('keys', lambda md: None)\n"
    "LAYER = ThemeLayer('layer', pathlib.Path('layer'))\n"
)  # fmt: skip
ALL = {
    "slides.themes": {"layer": "house_rules:LAYER"},
    "slides.markdown": {"keys": "house_rules:KEYS"},
    "slides.checks": {"house": "house_rules:HOUSE"},
    "slides.placeholders": {"quiz": "house_rules:QUIZ"},
    "console_scripts": {"house": "house_rules:main"},
}


class Site:
    """A folder of installed packages."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def install(self, groups: Mapping[str, Mapping[str, str]], text: str, name: str = "House.Rules") -> None:
        """Install a package with one module."""
        module = name.replace(".", "_").lower()
        information = self.folder / f"{module}-1.0.dist-info"
        (self.folder / "layer").mkdir(parents=True, exist_ok=True)
        information.mkdir()
        (information / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        lines = [line for group, of in groups.items() for line in (f"[{group}]", *map(" = ".join, of.items()))]
        (information / "entry_points.txt").write_text("\n".join(lines))
        (self.folder / f"{module}.py").write_text(text)
        importlib.invalidate_caches()


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Give a folder of installed packages; what was imported from it is forgotten afterwards."""
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    before = {*sys.modules}
    yield Site(tmp_path / "site")
    for name in sys.modules.keys() - before:
        if name.startswith(("house_rules", "other_rules")):
            del sys.modules[name]


@pytest.mark.parametrize("name", ["house-rules", "House.Rules", "house_rules"])
def test_brings_what_the_entry_points_of_a_package_name(course: MakeCourse, site: Site, name: str) -> None:
    """All four groups are read, however the name of the package is spelt; who brought it is told."""
    site.install(ALL, MODULE)
    loaded, findings = load(course(settings(name)))
    assert findings == []
    assert [check.prefix for check in loaded.checks] == ["house"]
    assert list(loaded.placeholders) == ["QUIZ"]
    assert [plugin.name for plugin in loaded.markdown] == ["keys"]
    assert [layer.folder for layer in loaded.themes] == [site.folder / "layer"]
    assert (loaded.files, loaded.layer_folders) == (frozenset(), ())
    assert str(loaded.checks[0].origin.position) == "slides.yaml:1:14"


def test_packages_that_are_not_named_are_not_imported(course: MakeCourse, site: Site) -> None:
    """What is installed does nothing to a course that does not name it."""
    site.install(ALL, MODULE)
    site.install({"slides.checks": {"other": "other_rules:HOUSE"}}, "raise SystemExit\n", "other-rules")
    assert load(course(settings("house-rules")))[1] == []
    assert "other_rules" not in sys.modules


@pytest.mark.parametrize(
    ("group", "target", "text", "told"),
    [
        ("slides.checks", "house_rules:QUIZ", MODULE,
         "TypeError: `house_rules:QUIZ` is a PlaceholderType, not a Check"),
        ("slides.checks", "house_rules:NONE", MODULE, "AttributeError: "),
        ("slides.checks", "house_rules:HOUSE", "1 / 0\n", "ZeroDivisionError: division by zero"),
        ("slides.checks", "house_rules:HOUSE", "(\n", "SyntaxError: '(' was never closed"),
        ("slides.checks", "house_rules:HOUSE", "raise SystemExit\n", "SystemExit"),
    ],
)  # fmt: skip
def test_tells_what_is_wrong_with_an_entry_point(
    course: MakeCourse, site: Site, group: str, target: str, text: str, told: str
) -> None:
    """The finding stands at the entry of the settings and names the entry point; others of the package still come."""
    site.install({group: {"house": target}}, text)
    _, (finding,) = load(course(settings("house-rules")))
    what = f"the entry point `house` of `house-rules` ({group}) cannot be imported: {told}"
    assert finding.startswith(f"slides.yaml:1:14: error[extension-import]: {what}")


def test_names_the_line_of_a_package_in_a_note(course: MakeCourse, site: Site) -> None:
    """Where the package failed stands in a note: it is not a file of the course."""
    site.install({"slides.checks": {"house": "house_rules:HOUSE"}}, "def f():\n    return 1 / 0\n\n\nf()\n")
    findings: list[Diagnostic] = []
    made = course(settings("house-rules"))
    load_extensions(made.root, load_settings(made.root, []), findings, BUILT_IN)
    assert findings[0].notes == (f"raised in {site.folder / 'house_rules.py'}, line 2",)


# -- Theme layers --------------------------------------------------------------------------------------


def test_layers_lie_between_our_theme_and_that_of_the_course(course: MakeCourse) -> None:
    """File by file: the course's own stands in front, then the last layer; further CSS and JavaScript in that order."""
    layer = IMPORT + "import pathlib\nL = ThemeLayer('{0}', pathlib.Path('{0}'))\n"
    files = {
        **settings("one.py", "two.py"),
        "one.py": layer.format("one"),
        "two.py": layer.format("two"),
        "one/css/zero.css": "one",
        "one/css/base.css": "one",
        "one/css/shared.css": "one",
        "one/js/one.js": "one",
        "one/partials/p.html.j2": "one",
        "one/partials/q.html.j2": "one",
        "two/css/shared.css": "two",
        "two/css/a.css": "two",
        "two/partials/p.html.j2": "two",
        "theme/css/a.css": "own",
        "theme/css/b.css": "own",
        "theme/partials/q.html.j2": "own",
    }
    theme = course(files).load().theme
    assert theme.own_css == ("css/shared.css", "css/zero.css", "css/a.css", "css/b.css")
    assert theme.own_js == ("js/one.js",)
    shown = {name: theme.static[f"css/{name}.css"].read_text() for name in ("base", "shared", "a", "b")}
    assert shown == {"base": "one", "shared": "two", "a": "own", "b": "own"}
    assert {name: source.path for name, source in theme.partials.items() if name[1] == "."} == {
        "p.html.j2": "two/partials/p.html.j2",
        "q.html.j2": "theme/partials/q.html.j2",
    }


def test_what_is_wrong_in_a_layer_is_told_by_its_path(course: MakeCourse) -> None:
    """A file of a layer is named as other files of the course are."""
    layer = IMPORT + "import pathlib\nL = ThemeLayer('large', pathlib.Path(__file__).parent / 'layer')\n"
    made = course({**one(layer)}).write({"extensions/layer/partials/p.html.j2": b"\xff"})
    assert made.build().findings[0].startswith("extensions/layer/partials/p.html.j2:1:1: error[theme-unreadable]")


def test_checks_compare_by_what_they_are() -> None:
    """Where a check comes from is no part of it."""
    check = Check("a", {}, print)
    assert replace(check, origin=replace(check.origin, name="x")) == check
