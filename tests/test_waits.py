"""No test waits by the clock: limits are generous, and who sleeps says why."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from io import StringIO
from tokenize import COMMENT, generate_tokens

import pytest

from helpers import ROOT

LEAST = 10.0  # seconds; a loaded machine is slow, and a sound test does not wait for nothing
SLEEPS = {"sleep", "wait_for_timeout"}
CLOCKS = {"monotonic", "perf_counter", "time"}
# Playwright counts milliseconds; these, which its tests call too, count seconds.
OF_PYTHON = {"Popen", "acquire", "communicate", "create_connection", "get", "join", "put", "result", "run", "urlopen"}
# Functions that take seconds without a name, and where.
UNNAMED = {"join": 0, "result": 0, "settimeout": 0, "wait": 0, "wait_for": 1}
OF_PLAYWRIGHT = {"set_default_timeout": 0, "set_default_navigation_timeout": 0}
FILES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("*.py"))


def complaints(text: str, *, in_browser: bool) -> Iterator[str]:
    """Yield what is wrong with the waits of a module, with its line."""
    tree = ast.parse(text)
    remarks = {token.start[0] for token in generate_tokens(StringIO(text).readline) if token.type == COMMENT}
    constants = {
        node.targets[0].id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and _is_clock(node.left):
            seconds = _number(node.right, constants)
            if seconds is not None and seconds < LEAST:
                yield f"{node.lineno}: gives up after {seconds:g} s"
        if isinstance(node, ast.Compare) and isinstance(node.left, ast.BinOp) and _is_clock(node.left.left):
            seconds = _number(node.comparators[0], constants)
            if isinstance(node.ops[0], (ast.Lt, ast.LtE)) and seconds is not None and seconds < LEAST:
                yield f"{node.lineno}: must be over in {seconds:g} s by the clock: ask time.process_time()"
        if not isinstance(node, ast.Call):
            continue
        name = _name(node.func)
        if name in SLEEPS and remarks.isdisjoint({node.lineno - 1, node.lineno}):
            yield f"{node.lineno}: sleeps without a reason beside it"
        for limit, unit in _limits(node, name, in_browser=in_browser):
            value = _number(limit, constants)
            if value is None:
                if not (isinstance(limit, ast.Constant) and limit.value is None):
                    yield f"{node.lineno}: a limit that is not written in this module"
            elif value * unit < LEAST:
                yield f"{node.lineno}: waits for {value * unit:g} s at most"


def _limits(call: ast.Call, name: str, *, in_browser: bool) -> Iterator[tuple[ast.expr, float]]:
    """Yield the limits that a call is given, each with its unit in seconds."""
    seconds = not in_browser or name in OF_PYTHON or (name == "wait" and not isinstance(call.func, ast.Name))
    for keyword in call.keywords:
        if keyword.arg == "timeout":
            yield keyword.value, 1 if seconds else 0.001
    for places, unit in ((UNNAMED, 1.0), (OF_PLAYWRIGHT, 0.001)):
        at = places.get(name)
        if at is not None and len(call.args) > at and (at or isinstance(call.args[at], ast.Constant)):
            argument = call.args[at]
            if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
                yield argument, unit


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _is_clock(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and _name(node.func) in CLOCKS


def _number(node: ast.expr, constants: dict[str, ast.expr]) -> float | None:
    """Return the number that an expression stands for, if it is one, or the name of one."""
    if isinstance(node, ast.Name):
        node = constants.get(node.id, node)
    is_number = isinstance(node, ast.Constant) and isinstance(node.value, (int, float))
    return float(node.value) if is_number else None  # type: ignore[attr-defined]


@pytest.mark.parametrize("file", FILES)
def test_nobody_waits_by_the_clock(file: str) -> None:
    """Ten seconds at least for what must come, and a reason beside each sleep."""
    text = (ROOT / file).read_text(encoding="utf-8")
    assert list(complaints(text, in_browser=file.startswith("tests/browser/"))) == []


@pytest.mark.parametrize(
    ("text", "in_browser", "is_refused"),
    [
        ("page.click('a', timeout=1000)", True, True),
        ("expect(a).to_be_visible(timeout=9_999)", True, True),
        ("page.wait_for_function('f', timeout=20_000)", True, False),
        ("page.set_default_timeout(500)", True, True),
        ("urlopen(url, timeout=2)", True, True),
        ("urlopen(url, timeout=20)", True, False),
        ("process.wait(timeout=5)", False, True),
        ("thread.join(1)", False, True),
        ("', '.join(names)", False, False),
        ("async def f(): await asyncio.wait_for(g(), 5)", False, True),
        ("LIMIT = 3.0\nnews.wait_for(f, LIMIT)", False, True),
        ("LIMIT = 30.0\nnews.wait_for(f, LIMIT)", False, False),
        ("from x import LIMIT\nprocess.wait(timeout=LIMIT)", False, True),
        ("process.wait(timeout=None)", False, False),
        ("connection.settimeout(5)", False, True),
        ("end = time.monotonic() + 9", False, True),
        ("end = time.monotonic() + 10", False, False),
        ("assert time.perf_counter() - started < 5", False, True),
        ("assert time.process_time() - started < 5", False, False),
        ("time.sleep(0.1)", False, True),
        ("page.wait_for_timeout(100)", True, True),
        ("time.sleep(0.1)  # as slow editors do", False, False),
        ("# as slow editors do\ntime.sleep(0.1)", False, False),
    ],
)
def test_what_is_refused(text: str, *, in_browser: bool, is_refused: bool) -> None:
    """By name or by place, in seconds or milliseconds."""
    assert bool(list(complaints(text, in_browser=in_browser))) is is_refused
