"""Writing a site: whole files, only what changed, and nothing that is not ours."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from conftest import MakeCourse
from dl4ad_slides.model.output import OutputFile
from dl4ad_slides.write import OutputError, write_site

MANIFEST = ".slides-manifest.json"
COURSE = {"decks/01-a.md": "# A\n\n![](assets/a.svg)\n", "decks/02-b.md": "# B\n", "assets/a.svg": "<svg/>"}


def files(content: Mapping[str, str]) -> list[OutputFile]:
    return [OutputFile(path, text.encode()) for path, text in content.items()]


def tree(folder: Path) -> dict[str, str]:
    """Return the files in a folder with their content, less our book-keeping and the files of the theme."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "_static" not in path.parts and not any(part.startswith(".slides") for part in path.parts)
    }


def state(folder: Path) -> dict[str, tuple[int, int]]:
    """Return what a watcher of the folder sees: inode and time of every file."""
    return {str(path): (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}


def test_writes_what_it_is_given(tmp_path: Path) -> None:
    """Files arrive in folders that are made on the way, those to copy too."""
    source = tmp_path / "source.bin"
    source.write_bytes(b"\x00\xff" * 100_000)
    written = write_site([*files({"a.html": "a", "x/y/b.css": "b"}), OutputFile("c/d.bin", source)], tmp_path / "site")
    assert (written.written, written.unchanged, written.removed, written.findings) == (3, 0, 0, ())
    assert (tmp_path / "site" / "x" / "y" / "b.css").read_text() == "b"
    assert (tmp_path / "site" / "c" / "d.bin").read_bytes() == source.read_bytes()


def test_leaves_unchanged_files_untouched(tmp_path: Path) -> None:
    """A second build of the same site writes nothing, not even its manifest."""
    site = files({"a.html": "a", "b/c.html": "c"})
    write_site(site, tmp_path)
    before = state(tmp_path)
    written = write_site(site, tmp_path)
    assert (written.written, written.unchanged) == (0, 2)
    assert state(tmp_path) == before


def test_writes_only_what_changed(tmp_path: Path) -> None:
    """One new page: the others keep their time."""
    write_site(files({"a.html": "a", "b.html": "b"}), tmp_path)
    before = state(tmp_path)
    written = write_site(files({"a.html": "a", "b.html": "new"}), tmp_path)
    assert (written.written, written.unchanged) == (1, 1)
    changed = {name for name, now in state(tmp_path).items() if now != before.get(name)}
    assert {Path(name).name for name in changed} == {"b.html"}


def test_replaces_a_file_in_one_step(tmp_path: Path) -> None:
    """Who has the old page open keeps all of it: the new one is another file that takes its name."""
    write_site(files({"a.html": "old" * 1000}), tmp_path)
    with (tmp_path / "a.html").open() as reader:
        write_site(files({"a.html": "new"}), tmp_path)
        assert reader.read() == "old" * 1000
    assert tree(tmp_path) == {"a.html": "new"}
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".slides-") and path.name != MANIFEST]


def test_removes_files_of_ours_that_are_no_longer_made(tmp_path: Path) -> None:
    """With the folders that they leave empty, and no others."""
    write_site(files({"a.html": "a", "x/y/b.html": "b", "x/c.html": "c"}), tmp_path)
    (tmp_path / "x" / "mine.txt").write_text("mine")
    written = write_site(files({"a.html": "a"}), tmp_path)
    assert written.removed == 2
    assert tree(tmp_path) == {"a.html": "a", "x/mine.txt": "mine"}
    assert not (tmp_path / "x" / "y").exists()


def test_keeps_them_where_it_must_not_prune(tmp_path: Path) -> None:
    """And still knows them as ours afterwards."""
    write_site(files({"a.html": "a", "b.html": "b"}), tmp_path)
    write_site(files({"a.html": "new"}), tmp_path, prune=False)
    assert tree(tmp_path) == {"a.html": "new", "b.html": "b"}
    assert write_site(files({"a.html": "new"}), tmp_path).removed == 1


def test_a_file_becomes_a_folder_and_a_folder_a_file(tmp_path: Path) -> None:
    """What stood in the way was ours, so it goes first."""
    write_site(files({"a": "file", "b/c": "in a folder"}), tmp_path)
    written = write_site(files({"a/c": "in a folder", "b": "file"}), tmp_path)
    assert written.findings == ()
    assert tree(tmp_path) == {"a/c": "in a folder", "b": "file"}


@pytest.mark.parametrize("name", ["CNAME", ".well-known/a", "robots.txt", "old/index.html", "_static/css/mine.css"])
def test_never_touches_a_file_that_is_not_ours(course: MakeCourse, name: str) -> None:
    """Whatever else lies in the folder stays, build after build."""
    made = course({**COURSE, f"build/{name}": "mine"})
    for _ in range(2):
        assert made.build().exit_code == 0
        made.write({"decks/02-b.md": "# Changed\n"})
    assert (made.root / "build" / name).read_text() == "mine"


def test_a_page_does_not_replace_a_file_that_is_not_ours(course: MakeCourse) -> None:
    """An own index.html stays; the finding names it, everything else is written, and moving it away is enough."""
    made = course({**COURSE, "build/index.html": "mine", "build/assets/a.svg": "mine too"})
    outcome = made.build()
    assert outcome.stderr.splitlines() == [
        "build:1:1: error[export-output]: 2 files are not ours and stayed as before: `index.html`, `assets/a.svg`",
        "  hint: Move away what you want to keep, and delete the rest.",
    ]
    assert outcome.exit_code == 1
    assert (made.page("index.html"), made.page("assets/a.svg")) == ("mine", "mine too")
    assert {"01-a.html", "02-b.html"} <= made.built
    (made.root / "build" / "index.html").unlink()
    (made.root / "build" / "assets" / "a.svg").unlink()
    assert made.build().exit_code == 0
    assert made.page("index.html") != "mine"


def test_the_very_same_content_is_taken_over(course: MakeCourse) -> None:
    """A site whose manifest was lost, as in a cache that leaves out hidden files, is built again without a word."""
    made = course(COURSE)
    made.build()
    (made.root / "build" / MANIFEST).unlink()
    assert (made.build().stderr, made.build().exit_code) == ("", 0)
    (made.root / "decks" / "02-b.md").unlink()
    made.build()
    assert "02-b.html" not in made.built


def test_nothing_is_removed_through_a_link_out_of_the_folder(tmp_path: Path) -> None:
    """A folder of the site that is a link to the sources keeps them when the site no longer holds them."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "a.svg").write_text("<svg/>")
    site = tmp_path / "site"
    site.mkdir()
    (site / "assets").symlink_to(tmp_path / "assets", target_is_directory=True)
    write_site(files({"assets/a.svg": "<svg/>"}), site)
    assert write_site(files({"b.html": "b"}), site).removed == 0
    assert (tmp_path / "assets" / "a.svg").read_text() == "<svg/>"


def test_nothing_is_written_through_a_link_out_of_the_folder(tmp_path: Path) -> None:
    """What stands behind such a link is the author's; a link that stays inside is as good as a folder."""
    (tmp_path / "elsewhere").mkdir()
    site = tmp_path / "site"
    (site / "real").mkdir(parents=True)
    (site / "assets").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (site / "inside").symlink_to(site / "real", target_is_directory=True)
    written = write_site(files({"assets/x/a.svg": "<svg/>", "inside/b.svg": "<svg/>", "c.html": "c"}), site)
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert (written.written, written.unchanged) == (2, 0)
    assert [finding.message for finding in written.findings] == [
        "`assets/x/a.svg` lies behind a link out of the folder"
    ]


@pytest.mark.parametrize(
    "manifest",
    [
        "",
        "no JSON",
        "[]",
        "{}",
        '{"files": 5}',
        '{"files": "abc"}',
        '{"files": {"a.txt": 1}}',
        '{"files": [1, null, ["a.txt"], {"a": "b"}]}',
        '{"files": ["\\u0000", "\\ud800", "", ".", "/", "//", "../../outside.txt", "x/../../outside.txt"]}',
        "[" * 100_000,
        '{"files": ["' + "a" * 100_000 + '"]}',
        "\ufeff{}",
    ],
    ids=lambda manifest: manifest[:24],
)
def test_a_hostile_manifest_does_no_harm(course: MakeCourse, manifest: str) -> None:
    """Whoever wrote it, files of others and files outside of the folder stay, and the site is built."""
    made = course({**COURSE, "outside.txt": "mine", "build/a.txt": "mine", f"build/{MANIFEST}": manifest})
    outcome = made.build()
    assert (outcome.stderr, outcome.exit_code) == ("", 0)
    assert ((made.root / "outside.txt").read_text(), made.page("a.txt")) == ("mine", "mine")
    assert {"01-a.html", "02-b.html", "index.html"} <= made.built
    assert "01-a.html" in json.loads(made.page(MANIFEST))["files"]


def test_absolute_names_in_a_manifest_are_not_followed(course: MakeCourse) -> None:
    """Nor is its own name: it would take the lock and the manifest away."""
    made = course({**COURSE, "outside.txt": "mine"})
    names = [str(made.root / "outside.txt"), MANIFEST, ".slides.lock"]
    made.write({f"build/{MANIFEST}": json.dumps({"files": names})})
    assert made.build().exit_code == 0
    assert (made.root / "outside.txt").read_text() == "mine"
    assert (made.root / "build" / MANIFEST).exists()


def test_an_output_folder_that_is_a_file(course: MakeCourse) -> None:
    """The file stays, and the finding names it."""
    made = course({**COURSE, "build": "mine"})
    outcome = made.build()
    assert outcome.stderr.splitlines() == [
        "build:1:1: error[export-output]: the output folder is a file",
        "  hint: Delete it, or give another folder with `-o`.",
    ]
    assert (outcome.exit_code, (made.root / "build").read_text()) == (1, "mine")


def test_an_output_folder_below_a_file(course: MakeCourse) -> None:
    """It cannot be made."""
    outcome = course({**COURSE, "site": "mine"}).build("-o", "site/deep")
    assert outcome.findings[0].startswith("site/deep:1:1: error[export-output]: the output folder cannot be written: ")
    assert outcome.exit_code == 1


@pytest.mark.parametrize("name", [MANIFEST, ".slides.lock"])
def test_a_folder_in_the_place_of_our_book_keeping(course: MakeCourse, name: str) -> None:
    """Neither the manifest nor the lock can be written: nothing else is."""
    made = course(COURSE)
    (made.root / "build" / name).mkdir(parents=True)
    outcome = made.build()
    assert outcome.findings == ["build:1:1: error[export-output]: the output folder cannot be written: is a directory"]
    assert (outcome.exit_code, made.built) == (1, set())


def test_an_output_folder_that_links_to_itself(course: MakeCourse) -> None:
    """A loop of links is a finding like any other."""
    made = course(COURSE)
    (made.root / "build").symlink_to("build")
    outcome = made.build()
    assert outcome.findings[0].startswith("build:1:1: error[export-output]: the output folder cannot be written: ")
    assert outcome.exit_code == 1


def test_an_output_folder_without_permission(course: MakeCourse) -> None:
    """Nothing is written, and the finding says why."""
    if os.name == "nt" or os.geteuid() == 0:
        pytest.skip("this user may write everywhere; a file in the place of a folder stands in for it")
    made = course(COURSE)
    (made.root / "build").mkdir(mode=0o500)
    outcome = made.build()
    assert outcome.findings == [
        "build:1:1: error[export-output]: the output folder cannot be written: permission denied"
    ]
    assert outcome.exit_code == 1


@pytest.mark.parametrize(
    ("output", "message"),
    [
        (".", "the output folder holds the sources of the course"),
        ("..", "the output folder holds the sources of the course"),
        ("decks", "the output folder holds the sources of the course"),
        ("theme", "the output folder holds the sources of the course"),
        ("assets/site", "the output folder lies inside the assets, which are copied into it"),
    ],
)
def test_the_sources_are_no_place_for_the_site(course: MakeCourse, output: str, message: str) -> None:
    """A build never writes over what it reads, nor copies the site into itself."""
    made = course(COURSE)
    before = tree(made.root)
    outcome = made.build("-o", output)
    assert message in outcome.stderr
    assert outcome.exit_code == 1
    assert tree(made.root) == before


def test_a_place_that_cannot_be_written_does_not_stop_the_rest(course: MakeCourse) -> None:
    """A folder in the place of a page: the other pages are written, and the finding names it."""
    made = course(COURSE)
    (made.root / "build" / "01-a.html").mkdir(parents=True)
    outcome = made.build()
    assert "error[export-output]: 1 file is not ours and stayed as before: `01-a.html`" in outcome.stderr
    assert {"02-b.html", "index.html"} <= made.built


def test_a_build_with_an_error_removes_nothing(course: MakeCourse) -> None:
    """A deck that cannot be read today keeps the page that it had yesterday."""
    made = course(COURSE)
    made.build()
    page = made.page("02-b.html")
    (made.root / "decks" / "02-b.md").unlink()
    (made.root / "decks" / "02-b.md").symlink_to("nowhere")
    assert made.build().exit_code == 1
    assert made.page("02-b.html") == page


@pytest.mark.parametrize(
    "broken",
    [
        {"slides.yaml": "title: a: b"},
        {"slides.yaml": "paths: {decks: nowhere}"},
        {"theme/templates/deck.html.j2": "{{ nope }}"},
        {"theme/templates/index.html.j2": "{% if %}"},
    ],
    ids=lambda files: "".join(files),
)
def test_a_build_that_fails_leaves_the_last_good_site(course: MakeCourse, broken: Mapping[str, str]) -> None:
    """Not one byte of it changes."""
    made = course(COURSE)
    made.build()
    before = state(made.root / "build")
    assert made.write({**broken, "decks/02-b.md": "# Changed\n"}).build().exit_code == 1
    assert {name: now for name, now in state(made.root / "build").items() if ".slides.lock" not in name} == {
        name: then for name, then in before.items() if ".slides.lock" not in name
    }


def test_one_deck_alone_leaves_the_rest(course: MakeCourse) -> None:
    """The index, the other pages and their files stay as they were."""
    made = course(COURSE)
    made.build()
    before = tree(made.root / "build")
    made.write({"decks/01-a.md": "# Changed\n", "decks/02-b.md": "# Changed too\n"})
    assert made.build("01-a").exit_code == 0
    changed = {path for path, text in tree(made.root / "build").items() if text != before.get(path)}
    assert changed == {"01-a.html", "01-a.read.html"}


@contextmanager
def other_build(folder: Path) -> Iterator[None]:
    """Let another process hold the lock of `folder`, as a build does while it writes."""
    script = """
        import sys
        from pathlib import Path
        from dl4ad_slides.write import _locked
        with _locked(Path(sys.argv[1])):
            print("locked", flush=True)
            sys.stdin.read()
    """
    command = [sys.executable, "-c", textwrap.dedent(script), str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == "locked\n"
        yield
        process.stdin.close()


def test_two_builds_at_once(course: MakeCourse) -> None:
    """The second one says so and leaves the folder alone; when the first is through, it may build."""
    made = course(COURSE)
    made.build()
    before = tree(made.root / "build")
    made.write({"decks/01-a.md": "# Changed\n"})
    with other_build(made.root / "build"):
        outcome = made.build()
        assert outcome.stderr.splitlines() == [
            "build:1:1: error[export-locked]: another build is writing this folder",
            "  hint: Wait for it, or give another folder with `-o`.",
        ]
        assert outcome.exit_code == 1
        assert tree(made.root / "build") == before
        with pytest.raises(OutputError):
            write_site(files({"a": "a"}), made.root / "build")
    assert made.build().exit_code == 0
    assert "Changed" in made.page("01-a.html")


def test_a_build_that_was_killed_leaves_a_site_that_heals(course: MakeCourse) -> None:
    """All names are on record before the first file changes, so that the next build knows what is ours."""
    made = course(COURSE)
    made.build()
    recorded = json.loads(made.page(MANIFEST))["files"]
    (made.root / "build" / "01-a.html").write_text("half a pa")
    made.write({"decks/02-b.md": "# Changed\n"})
    assert (made.build().stderr, made.build().exit_code) == ("", 0)
    assert "half a pa" not in made.page("01-a.html")
    assert json.loads(made.page(MANIFEST))["files"] == recorded
