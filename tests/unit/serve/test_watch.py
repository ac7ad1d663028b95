"""Editors' ways to save, and what else happens to the files of a course."""

from __future__ import annotations

import math
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from edited import Edited, MakeEdited

from dl4ad_slides.serve import watch
from dl4ad_slides.serve.watch import Watcher

DECK = "# Title\n\n---\n\n## One\n\nText\n"
AFTER = DECK.replace("Text", "Other")
PATIENCE = 60.0
A_FEW = 4
MARKER = "assets/marker"


class Seen:
    """Watches a course; each report is the changed paths, with the text of the deck and the number of decks then."""

    def __init__(self, edited: Edited, since: float = math.inf) -> None:
        self.edited = edited
        self.root = edited.root
        self.reports: list[frozenset[str]] = []
        self.texts: list[str] = []
        self.counts: list[int] = []
        self._news = threading.Condition()
        self.watcher = Watcher(lambda: edited.course.project, self._take, since=since)

    def _take(self, changed: frozenset[str]) -> None:
        deck = self.root / "decks/a.md"
        with self._news:
            self.reports.append(changed)
            self.texts.append(deck.read_text(encoding="utf-8") if deck.is_file() else "")
            self.edited.course.update(changed)
            self.counts.append(len(self.edited.course.project.decks))
            self._news.notify_all()

    def wait_for(self, condition: Callable[[], bool]) -> None:
        with self._news:
            assert self._news.wait_for(condition, PATIENCE), f"reported: {self.reports}"

    def wait_for_path(self, path: str) -> None:
        self.wait_for(lambda: any(path in report for report in self.reports))

    def settle(self) -> list[frozenset[str]]:
        """Return all reports, those included that the last edits may still cause."""
        marker = f"{MARKER}{time.monotonic_ns()}.txt"
        self.edited.write(marker, "x")
        self.wait_for_path(marker)
        reports = [frozenset(path for path in report if not path.startswith(MARKER)) for report in self.reports]
        return [report for report in reports if report]


@pytest.fixture
def seen(make_course: MakeEdited) -> Iterator[Seen]:
    """Give a watched course with a folder of each kind."""
    files = {
        "decks/a.md": DECK,
        "timelines/t.yaml": "events:\n  - {year: 1, name: A}\n",
        "assets/x.svg": "<svg/>",
        "theme/css/mine.css": "p {}",
        "slides.yaml": "title: Course\n",
        "build/index.html": "x",
    }
    seen = Seen(make_course(files))
    seen.watcher.start()
    yield seen
    seen.watcher.stop()


def in_place(deck: Path) -> None:
    deck.write_text(AFTER, encoding="utf-8")


def truncate_and_write_twice(deck: Path) -> None:
    with deck.open("w", encoding="utf-8") as file:
        file.flush()
        file.write(AFTER[:5])
        file.flush()
        time.sleep(0.04)  # the editor takes its time
        file.write(AFTER[5:])


def truncate_close_and_write(deck: Path) -> None:
    deck.write_text("", encoding="utf-8")
    time.sleep(0.02)  # the editor takes its time
    deck.write_text(AFTER, encoding="utf-8")


def half_and_then_all(deck: Path) -> None:
    deck.write_text(DECK[:9], encoding="utf-8")
    time.sleep(0.02)  # the editor takes its time
    deck.write_text(AFTER, encoding="utf-8")


def write_then_rename(deck: Path) -> None:
    other = deck.with_name(".a.md.tmp123")
    other.write_text(AFTER, encoding="utf-8")
    other.replace(deck)


def write_elsewhere_then_rename(deck: Path) -> None:
    other = deck.parent.parent / "elsewhere.md"
    other.write_text(AFTER, encoding="utf-8")
    other.replace(deck)


def rename_away_then_write(deck: Path) -> None:
    backup = deck.with_name("a.md~")
    deck.rename(backup)
    deck.write_text(AFTER, encoding="utf-8")


def rename_away_write_and_delete(deck: Path) -> None:
    rename_away_then_write(deck)
    deck.with_name("a.md~").unlink()


def as_vim_does(deck: Path) -> None:
    swap = deck.with_name(".a.md.swp")
    swap.write_bytes(b"b0VIM 9.1" + bytes(4000))
    probe = deck.with_name("4913")
    probe.touch()
    probe.unlink()
    rename_away_write_and_delete(deck)
    swap.unlink()


def delete_and_create(deck: Path) -> None:
    deck.unlink()
    time.sleep(0.03)  # the editor takes its time
    deck.write_text(AFTER, encoding="utf-8")


def with_lock_and_autosave(deck: Path) -> None:
    lock = deck.with_name(".#a.md")
    lock.symlink_to("nobody@nowhere.1")
    deck.with_name("#a.md#").write_text("half", encoding="utf-8")
    deck.write_text(AFTER, encoding="utf-8")
    lock.unlink()
    deck.with_name("#a.md#").unlink()


@pytest.mark.parametrize(
    "save",
    [
        in_place,
        truncate_and_write_twice,
        truncate_close_and_write,
        half_and_then_all,
        write_then_rename,
        write_elsewhere_then_rename,
        rename_away_then_write,
        rename_away_write_and_delete,
        as_vim_does,
        delete_and_create,
        with_lock_and_autosave,
    ],
    ids=lambda save: save.__name__,
)
def test_reports_a_saved_deck_once_and_whole(seen: Seen, save: Callable[[Path], None]) -> None:
    """However an editor saves, there is one report, of the deck alone, when its text is whole.

    A machine that stalls amid a save makes two saves of it, which are two reports: then the editor saves again.
    """
    for _ in range(A_FEW):
        seen.edited.write("decks/a.md", DECK)
        before = len(seen.settle())
        save(seen.root / "decks/a.md")
        seen.wait_for(lambda: seen.texts[-1] == AFTER)
        reports = seen.settle()[before:]
        assert set(reports) == {frozenset({"decks/a.md"})}
        if len(reports) == 1:
            return
    pytest.fail(f"reported: {seen.reports}")


def test_reports_at_once(seen: Seen) -> None:
    """A file that was closed after writing is reported within a few milliseconds."""
    delays: list[float] = []
    for edit in range(10):
        started = time.perf_counter()
        seen.edited.write("decks/a.md", f"{DECK}\n{edit}\n")
        count = edit + 1
        seen.wait_for(lambda count=count: len(seen.reports) >= count)
        delays.append(time.perf_counter() - started)
    # The machine may be busy; the quickest tells what the watcher itself takes.
    assert min(delays) < watch._QUIET_SECONDS


@pytest.mark.parametrize(
    "path",
    [
        "build/index.html",
        "build/new/deep.html",
        ".git/index",
        "decks/.a.md.swp",
        "decks/a.md~",
        "decks/4913",
        "decks/#a.md#",
        "decks/notes.txt",
        "assets/.DS_Store",
        "assets/movie.mp4.part",
        "assets/picture.png.crdownload",
        "theme/__pycache__/x.pyc",
        "README.md",
        "node_modules/x/index.js",
    ],
)
def test_does_not_report_what_is_not_of_the_course(seen: Seen, path: str) -> None:
    """Output, hidden files, backups, downloads that are not done, and other folders are not reported."""
    seen.edited.write(path, "x")
    seen.edited.write(path, "y")
    assert seen.settle() == []


@pytest.mark.parametrize(
    "path",
    ["slides.yaml", "timelines/t.yaml", "timelines/new/u.yaml", "theme/css/mine.css", "theme/partials/b.html.j2"],
)
def test_reports_every_kind_of_file(seen: Seen, path: str) -> None:
    """Settings, timelines and the theme are watched as decks are."""
    seen.edited.write(path, "title: x\n")
    seen.wait_for_path(path)


def test_reports_a_hundred_files_together(seen: Seen) -> None:
    """A hundred files that come at once make a few reports at most: the first may be out before the rest."""
    paths = {f"decks/deck{number:03}.md" for number in range(100)}
    for path in sorted(paths):
        seen.edited.write(path, DECK)
    seen.wait_for(lambda: paths <= frozenset().union(*seen.reports))
    assert len(seen.settle()) <= A_FEW


def test_reports_a_checkout_together(seen: Seen) -> None:
    """Files that are deleted and written again one after the other, as git does, are reported when they are there."""
    paths = [f"decks/deck{number:03}.md" for number in range(100)]
    for path in paths:
        seen.edited.write(path, DECK)
    seen.settle()
    before = len(seen.reports)
    for path in paths:
        (seen.root / path).unlink()
        seen.edited.write(path, AFTER)
    seen.settle()
    assert (
        len([report for report in seen.reports[before:] if any(path.startswith("decks/") for path in report)]) <= A_FEW
    )
    assert min(seen.counts[before:]) == 101  # none has been missing at any time


def test_reports_a_deleted_deck(seen: Seen) -> None:
    """A deck that is deleted is reported, a little later: it might come back."""
    (seen.root / "decks/a.md").unlink()
    seen.wait_for_path("decks/a.md")
    assert [deck.name for deck in seen.edited.course.project.decks] == []


def test_reports_a_renamed_deck_under_both_names(seen: Seen) -> None:
    """A renamed deck is gone and there in one report."""
    (seen.root / "decks/a.md").rename(seen.root / "decks/b.md")
    seen.wait_for_path("decks/b.md")
    assert seen.settle() == [{"decks/a.md", "decks/b.md"}]


def test_follows_folders_that_move(seen: Seen, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A folder that is moved into the course, within it, or out of it takes its files along."""
    outside = tmp_path_factory.mktemp("outside")
    (outside / "part").mkdir()
    (outside / "part" / "b.md").write_text(DECK)
    (outside / "part").rename(seen.root / "decks/part")
    seen.wait_for(lambda: {deck.name for deck in seen.edited.course.project.decks} == {"a", "b"})
    (seen.root / "decks/part").rename(seen.root / "decks/other")
    seen.wait_for(
        lambda: {deck.source.path for deck in seen.edited.course.project.decks} == {"decks/a.md", "decks/other/b.md"}
    )
    seen.edited.write("decks/other/b.md", AFTER)
    seen.wait_for(lambda: any(deck.source.text == AFTER for deck in seen.edited.course.project.decks))
    (seen.root / "decks/other").rename(outside / "part")
    seen.wait_for(lambda: {deck.name for deck in seen.edited.course.project.decks} == {"a"})


def test_follows_folders_that_come_and_go(seen: Seen) -> None:
    """A folder that is deleted and made again, as between two branches, is watched again with all that is in it."""
    for _ in range(2):
        shutil.rmtree(seen.root / "timelines")
        seen.wait_for(lambda: not seen.edited.course.project.timelines)
        seen.edited.write("timelines/new.yaml", "events:\n  - {year: 1, name: A}\n")
        seen.wait_for(lambda: "new" in seen.edited.course.project.timelines)
        seen.edited.write("timelines/new.yaml", "title: Renewed\nevents:\n  - {year: 1, name: A}\n")
        seen.wait_for(lambda: seen.edited.course.project.timelines["new"].title == "Renewed")


def test_watches_the_folders_that_new_settings_name(seen: Seen) -> None:
    """When settings name another folder of decks, edits there are seen from then on."""
    seen.edited.write("lectures/z.md", DECK)
    seen.edited.write("slides.yaml", "paths: {decks: lectures}\n")
    seen.wait_for(lambda: [deck.name for deck in seen.edited.course.project.decks] == ["z"])
    seen.edited.write("lectures/z.md", AFTER)
    seen.wait_for_path("lectures/z.md")


def test_watches_folders_that_come_after_the_start(make_course: MakeEdited) -> None:
    """A course may begin with decks alone; folders that come later are watched."""
    seen = Seen(make_course({"decks/a.md": DECK}))
    seen.watcher.start()
    try:
        seen.edited.write("assets/images/x.svg", "<svg/>")
        seen.wait_for(lambda: "assets/images/x.svg" in seen.edited.course.project.assets)
        seen.edited.write("theme/partials/box.html.j2", "x")
        seen.wait_for(lambda: "box.html.j2" in seen.edited.course.project.theme.partials)
    finally:
        seen.watcher.stop()


def test_reports_what_happened_before_it_watched(make_course: MakeEdited) -> None:
    """Files that come, change or go between the reading of the course and the first watch are not lost."""
    seen = Seen(make_course({"decks/a.md": DECK, "decks/b.md": DECK, "decks/c.md": DECK}), since=time.time())
    seen.edited.write("decks/a.md", AFTER)
    (seen.root / "decks/b.md").unlink()
    seen.edited.write("timelines/t.yaml", "events:\n  - {year: 1, name: A}\n")
    seen.watcher.start()
    try:
        seen.wait_for(lambda: {"decks/a.md", "decks/b.md", "timelines/t.yaml"} <= frozenset().union(*seen.reports))
    finally:
        seen.watcher.stop()


def test_waits_for_a_slow_writer(seen: Seen) -> None:
    """A deck that its writer holds open, half written, is waited for; who stalls for longer writes again."""
    for _ in range(A_FEW):
        seen.edited.write("decks/a.md", DECK)
        seen.settle()
        before = len(seen.texts)
        with (seen.root / "decks/a.md").open("w", encoding="utf-8") as file:
            file.write(DECK[:9])
            file.flush()
            time.sleep(0.15)  # longer than the watcher waits for more
            file.write(AFTER[9:])
        seen.wait_for(lambda: seen.texts[-1] == AFTER)
        if seen.texts[before] == AFTER:
            return
    pytest.fail(f"shown: {seen.texts}")


def test_shows_a_deck_that_was_cut_on_purpose(seen: Seen) -> None:
    """A deck whose end was deleted looks half written, and is reported all the same."""
    seen.edited.write("decks/a.md", "# Title\n")
    seen.wait_for_path("decks/a.md")
    assert seen.texts == ["# Title\n"]


def test_outlives_the_system_running_out_of_watches(make_course: MakeEdited, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system has no more watches to give, files are looked at from time to time."""

    class Exhausted(watch.Observer):
        def start(self) -> None:
            raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(watch, "Observer", Exhausted)
    monkeypatch.setattr(watch, "_POLLING_SECONDS", 0.05)
    seen = Seen(make_course({"decks/a.md": DECK}))
    seen.watcher.start()
    try:
        seen.edited.write("decks/a.md", AFTER)
        os.utime(seen.root / "decks/a.md", (1, 1))
        seen.wait_for_path("decks/a.md")
    finally:
        seen.watcher.stop()


def test_files_that_decks_name_elsewhere(make_course: MakeEdited) -> None:
    """Bibliographies and texts may stand in any folder of the project."""
    files = {
        "slides.yaml": "bibliography: works/refs.bib\n",
        "works/refs.bib": "@book{a, title={A}}\n",
        "texts/deep/b.md": "old\n",
        "decks/a.md": "# A\n\n<<INCLUDE:texts/deep/b.md>>\n",
    }
    seen = Seen(make_course(files))
    seen.watcher.start()
    try:
        for path in ("works/refs.bib", "texts/deep/b.md"):
            (seen.root / path).write_text("other\n", encoding="utf-8")
            seen.wait_for_path(path)
    finally:
        seen.watcher.stop()


def test_a_folder_of_data_that_goes(make_course: MakeEdited, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The system tells of the folder alone where it is moved out of the course."""
    files = {"data/t.csv": "a,b\n1,2\n", "decks/a.md": "# A\n\n<<TABLE:data/t.csv>>\n"}
    seen = Seen(make_course(files))
    seen.watcher.start()
    try:
        (seen.root / "data").rename(tmp_path_factory.mktemp("elsewhere") / "data")
        seen.wait_for_path("data/t.csv")
        assert not seen.edited.course.project.library.named.get("table")
    finally:
        seen.watcher.stop()


def test_extensions_and_layers_of_the_theme(make_course: MakeEdited) -> None:
    """They may stand in any folder of the project, and in its root."""
    layer = "import pathlib\nfrom dl4ad_slides.api import ThemeLayer\nL = ThemeLayer('l', pathlib.Path('look'))\n"
    files = {
        "slides.yaml": "extensions: [own/deep/e.py, top.py]\n",
        "own/deep/e.py": layer,
        "top.py": layer,
        "own/deep/look/css/look.css": "p {}\n",
        "look/css/top.css": "p {}\n",
        "decks/a.md": DECK,
    }
    seen = Seen(make_course(files))
    seen.watcher.start()
    try:
        for path in ("own/deep/e.py", "top.py"):
            seen.edited.write(path, f"{layer}\n")
            seen.wait_for_path(path)
        for path in ("own/deep/look/css/look.css", "look/css/top.css"):
            seen.edited.write(path, "p { color: red }\n")
            seen.wait_for_path(path)
        seen.edited.write("own/deep/other.py", layer)
        assert not any("own/deep/other.py" in report for report in seen.settle())
    finally:
        seen.watcher.stop()
