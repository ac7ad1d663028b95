"""The command line: parse, call, print, exit code. Commands import what they need when they run."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from dl4ad_slides import __version__

if TYPE_CHECKING:
    import socket

    from dl4ad_slides.model.audience import Audience
    from dl4ad_slides.model.outcome import Outcome
    from dl4ad_slides.serve.app import Options
    from dl4ad_slides.store.receipts import Receipts

_VENDOR_MISSING = "this package lacks Reveal.js and KaTeX; install it again with `pip install`"
_FORMAT = click.Choice(["text", "json"])


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="slides")
@click.option("-C", "directory", default=".", metavar="DIR", help="Work on the project in DIR instead of this folder.")
@click.pass_context
def main(context: click.Context, directory: str) -> None:
    """Build university lectures from Markdown decks, YAML timelines and assets.

    \b
    Examples:
      slides build                  the whole course into build/
      slides build 00-introduction  one deck only
      slides -C ~/course build      a course elsewhere
    """
    context.obj = Path(directory)


@main.command()
@click.argument("decks", nargs=-1, metavar="[DECK]...")
@click.option("-o", "--output", metavar="DIR", help="Write the site into DIR (default: build/ in the project).")
@click.option("--strict", is_flag=True, help="Let warnings fail the build too.")
@click.option("--audience", "audiences", multiple=True, metavar="NAME", help="Keep what is for NAME (repeatable).")
@click.option(
    "--jobs", type=click.IntRange(1), metavar="N", help="Render in up to N processes (default: one a usable core)."
)
@click.option("--no-cache", is_flag=True, help="Do everything anew, and remember nothing of it.")
@click.option(
    "--format", "output_format", type=_FORMAT, default="text", show_default=True, help="How to print the outcome."
)
@click.pass_obj
def build(
    directory: Path,
    decks: tuple[str, ...],
    output: str | None,
    strict: bool,
    audiences: tuple[str, ...],
    jobs: int | None,
    no_cache: bool,
    output_format: str,
) -> None:
    """Build the course into a static site.

    With DECK (names or paths of decks, drafts too), only these pages are built and the rest of the site stays. If a
    named deck hides content, the whole site is rebuilt. Hidden content appears only for the audiences named;
    `instructor` sees everything. A site for audiences is written into a folder of its own, such as build-instructor/.
    A deck whose audience markers are malformed or unknown is written for instructors alone; its last page stays.
    Where nothing has changed since the last build, nothing is done; what that needs is kept in .slides-cache/.
    Findings go to standard error.
    Exit codes: 0 clean, 1 findings, 2 wrong usage.

    \b
    Examples:
      slides build
      slides build -o public --strict
      slides build --audience instructor
      slides build decks/00-introduction.md
      slides build --format json
    """
    from dl4ad_slides.report import outcome_as_json, print_findings, summary
    from dl4ad_slides.store.receipts import Receipts

    started = time.perf_counter()
    root = _root(directory)
    into = str(Path(output).absolute()) if output else ""
    place = str(Path.cwd()) if decks else ""
    made_by = (__version__, sys.version, os.environ.get("SOURCE_DATE_EPOCH"))
    receipts = Receipts(root, (str(root), place, decks, into, sorted(audiences), *made_by))
    outcome = None if no_cache else receipts.find()
    if outcome is None:
        remembered, shows = None if no_cache else receipts, output_format == "text"
        outcome = _made(root, decks, output, audiences, remembered, jobs, shows=shows)
    seconds = time.perf_counter() - started
    if output_format == "json":
        click.echo(json.dumps(outcome_as_json(outcome, seconds), indent=2))
    else:
        print_findings(outcome.findings)
        click.echo(summary(outcome, seconds))
    sys.exit(1 if any(strict or finding.severity == "error" for finding in outcome.findings) else 0)


def _made(
    root: Path,
    decks: tuple[str, ...],
    output: str | None,
    audiences: tuple[str, ...],
    receipts: Receipts | None,
    jobs: int | None,
    *,
    shows: bool,
) -> Outcome:
    """Build, with a progress bar where it `shows`, and say in a line each what earlier builds left broken."""
    began = time.time_ns()
    from dl4ad_slides.load.theme import VendorMissingError
    from dl4ad_slides.make import Request, make_site
    from dl4ad_slides.workers import WorkerError, usable_cores

    into = Path(output) if output else None
    request = Request(root, decks, into, _audience(root, audiences), began, receipts, jobs or usable_cores())
    progress = _Progress(show=shows)
    try:
        made = make_site(request, progress.begin)
    except VendorMissingError as missing:
        raise click.ClickException(_VENDOR_MISSING) from missing
    except WorkerError as ended:
        raise click.ClickException(str(ended)) from ended
    finally:
        progress.clear()
    for problem in (*(receipts.problems if receipts else ()), *made.problems):
        click.echo(f"slides: {problem}", err=True)
    return made.outcome


@main.command()
@click.pass_obj
def clean(directory: Path) -> None:
    """Delete what builds remember of the course, which is in .slides-cache/; the site stays.

    The next build does everything anew.
    """
    from dl4ad_slides.store.folder import NAME
    from dl4ad_slides.store.folder import clean as clean_store

    try:
        click.echo(f"Deleted {NAME}/." if clean_store(_root(directory)) else f"There is no {NAME}/.")
    except OSError as problem:
        raise click.ClickException(f"{NAME}/ cannot be deleted: {problem.strerror}") from problem


@main.command()
@click.option("--watch/--no-watch", default=True, show_default=True, help="Show edits in open pages at once.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="First port to try.")
@click.option("--open", "open_browser", is_flag=True, help="Open the index in a browser.")
@click.option("--follow", is_flag=True, help="Go to the slide that was edited.")
@click.option("--editor", metavar="NAME", default="", help="Open this editor on Alt-click, such as code or subl.")
@click.option(
    "--audience",
    "audiences",
    multiple=True,
    metavar="NAME",
    help="Show what NAME sees, such as public; without it everything.",
)
@click.pass_obj
def serve(
    directory: Path,
    watch: bool,
    host: str,
    port: int,
    open_browser: bool,
    follow: bool,
    editor: str,
    audiences: tuple[str, ...],
) -> None:
    """Show the course in a browser, and every edit in it before you look up.

    Pages come from memory, nothing is written. Only the edited slide is replaced, in the speaker view too. Drafts are
    shown, and what is for some audiences only, each with a mark. Alt-click an element to see its source line.
    Ctrl-C ends.

    \b
    Examples:
      slides serve
      slides serve --open --follow
      slides serve --host 0.0.0.0      phones on the same network may look
      slides serve --editor code
      slides serve --audience public   as the public will see it
    """
    from dl4ad_slides.model.audience import INSTRUCTOR
    from dl4ad_slides.serve.app import Options
    from dl4ad_slides.serve.editor import COMMANDS
    from dl4ad_slides.serve.listen import EVERYWHERE, NoPortError, address_of, bind, network_address

    if editor and editor not in COMMANDS:
        raise click.UsageError(f"--editor must be one of {', '.join(sorted(COMMANDS))}")
    root = _root(directory)
    audience = _audience(root, audiences or (INSTRUCTOR,))
    try:
        listener = bind(host, port)
    except NoPortError as problem:
        raise click.UsageError(str(problem)) from problem
    signal.signal(signal.SIGINT, _end_at_once)
    with listener:
        if listener.getsockname()[1] != port and port:
            click.echo(f"Port {port} is in use.")
        click.echo(f"Serving {root.name} at {address_of(listener)} (Ctrl-C ends)")
        if host in EVERYWHERE and (reachable := network_address()):
            click.echo(f"From the same network: http://{reachable}:{listener.getsockname()[1]}/")
        with contextlib.suppress(KeyboardInterrupt):
            options = Options(follow=follow, editor=editor)
            _run_preview(root, listener, host, options, audience, watch=watch, open_browser=open_browser)
    _end_at_once()


def _end_at_once(*_: object) -> NoReturn:
    """End the process, whatever it is doing.

    A render in another thread would hold the end for seconds; nothing is being written, so nothing is lost. And a
    KeyboardInterrupt during an import may get lost in a callback of Python's own, or come out as another exception.
    """
    with contextlib.suppress(RuntimeError):  # an interrupted write cannot be flushed
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(0)


def _run_preview(
    root: Path,
    listener: socket.socket,
    host: str,
    options: Options,
    audience: Audience,
    *,
    watch: bool,
    open_browser: bool,
) -> None:
    from dl4ad_slides.load.theme import VendorMissingError
    from dl4ad_slides.serve.run import run_preview

    try:
        run_preview(root, listener, host, options, audience, watch=watch, open_browser=open_browser)
    except VendorMissingError as problem:
        raise click.ClickException(_VENDOR_MISSING) from problem


@main.command()
@click.argument("kind", type=click.Choice(["timeline", "schedule"]))
def schema(kind: str) -> None:
    """Print a JSON Schema, so that editors complete and check a file while you type.

    \b
    Examples:
      slides schema timeline > timelines/timeline.schema.json
      slides schema schedule > data/schedule.schema.json
    """
    from dl4ad_slides.load.schedule_schema import schedule_schema
    from dl4ad_slides.load.timeline_schema import timeline_schema

    schemas = {"timeline": timeline_schema, "schedule": schedule_schema}
    click.echo(json.dumps(schemas[kind](), ensure_ascii=False, indent=2))


def _root(directory: Path) -> Path:
    from dl4ad_slides.load.root import ProjectNotFoundError, find_root

    # `..` must be gone before folders above are searched: p/../q has p above it only in writing.
    start = Path(os.path.abspath(directory))  # noqa: PTH100 - Path.absolute keeps `..`
    if not start.is_dir():
        raise click.UsageError(f"{directory} is not a folder")
    try:
        return find_root(start)
    except ProjectNotFoundError as problem:
        raise click.UsageError(str(problem)) from problem


def _audience(root: Path, names: Sequence[str]) -> Audience:
    """Return the audience of these names, of which `public` is nobody in particular."""
    from dl4ad_slides.load.settings import load_settings
    from dl4ad_slides.model.audience import PUBLIC_NAME, Audience, known_audiences
    from dl4ad_slides.model.diagnostics import did_you_mean, known_names

    wanted = frozenset(names) - {PUBLIC_NAME}
    known = known_audiences(load_settings(root, []).audiences) if wanted else ()
    for name in sorted(wanted.difference(known)):
        hint = did_you_mean(name, known) or known_names(known, "audiences")
        raise click.UsageError(f"there is no audience `{name}`. {hint}")
    return Audience(wanted)


class _Progress:
    """A progress bar on standard error; nothing where that is no terminal."""

    def __init__(self, *, show: bool) -> None:
        self._count = self._done = 0
        self._show = show and sys.stderr.isatty()

    def begin(self, count: int) -> Callable[[str], None]:
        """Begin with `count` items, and return what to call with the name of each."""
        self._count = count
        return self.step

    def step(self, name: str) -> None:
        """Say that the next of the items, `name`, is being worked on."""
        self._done += 1
        if self._show:
            filled = round(20 * self._done / self._count)
            line = f"{'━' * filled}{'╌' * (20 - filled)} {self._done}/{self._count} {name}"
            click.echo(f"\r\x1b[2K{line[:78]}", nl=False, err=True)

    def clear(self) -> None:
        """Take the bar off the terminal."""
        if self._show:
            click.echo("\r\x1b[2K", nl=False, err=True)
