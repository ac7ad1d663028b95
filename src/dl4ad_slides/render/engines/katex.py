"""Render TeX with KaTeX in a V8 inside this process; formulas go in and come out in batches.

The result is HTML for the eye and MathML for screen readers. A formula that KaTeX cannot read gives a finding at its
place in the deck, and a visible box.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from dl4ad_slides.model.diagnostics import Diagnostic, error
from dl4ad_slides.model.source import Position
from dl4ad_slides.render.engines.formula_steps import MACRO, NAME, StepError, SteppedTex, mark_steps, split_steps
from dl4ad_slides.render.engines.tex_hints import plain_message, tex_hint
from dl4ad_slides.render.engines.v8 import start_v8
from dl4ad_slides.render.html.slots import Slot, SlotKind

if TYPE_CHECKING:
    from py_mini_racer import MiniRacer

_RENDER_ALL = r"""
function renderAll(request) {
  const {formulas, macros, trusted} = JSON.parse(request);
  const isIndex = ([name, value]) => name === "data-fragment-index" && /^ *[0-9]{1,4} *$/.test(value);
  const isStep = ({command, attributes}) => trusted && command === "\\htmlData" &&
    Object.entries(attributes).every(isIndex);
  return JSON.stringify(formulas.map(([tex, displayMode]) => {
    const trust = (context) => {
      if (isStep(context)) return true;
      throw {rawMessage: `Not allowed: ${context.command}`, position: tex.indexOf(context.command)};
    };
    try {
      const options = {displayMode, throwOnError: true, strict: "ignore", trust, macros: {...macros}};
      return [katex.renderToString(tex, options), "", 0];
    } catch (problem) {
      return ["", problem.rawMessage || String(problem.message || problem), problem.position || 0];
    }
  }));
}
"""
# KaTeX leaves numbers to counters of its style sheet, which count what a browser happens to show.
_NUMBER = '<span class="eqn-num"></span>'
_NUMBER_OR_TAG = re.compile(rf'{_NUMBER}|(?<=</span>)<span><span class="mord text">')
_SPOKEN_NUMBER = '<mtd class ="mml-eqn-num"></mtd>'
_SHOWN = '<span class="katex-html"'
_CHEMISTRY = re.compile(r"\\(?:ce|pu)\b")


# KaTeX takes quadratic time: a second for these characters, a quarter of an hour for a million.
_LONGEST = 20_000
# More formulas than most decks have; a live preview would otherwise keep every keystroke.
_REMEMBERED = 2_000
# V8 itself sees no reason to tidy up before its heap has grown by some tens of megabytes.
_BATCHES_UNTIL_TIDY = 500


@dataclass(frozen=True, slots=True)
class Formula:
    """One rendered formula: `html`, or what is wrong, at which offset (from 0) of the TeX, and a hint."""

    html: str
    message: str = ""
    offset: int = 0
    hint: str = ""
    code: str = "math-parse"

    @property
    def number_count(self) -> int:
        """Return how many of its rows take a number of the deck."""
        return self.html.count(_NUMBER)

    def numbered(self, first: int | None) -> str:
        """Return the HTML with numbers that count up from `first`; with None, no row has one."""
        if _NUMBER not in self.html:
            return self.html
        numbers = count(first or 0)
        said: list[str] = []  # by row: a number, or an empty string for a tag of the author

        def number(row: re.Match[str]) -> str:
            if row[0] != _NUMBER:
                said.append("")
                return row[0]
            said.append(f"({next(numbers)})" if first is not None else "")
            return f'<span class="equation-number">{said[-1]}</span>'

        spoken, shown = self.html.split(_SHOWN, 1)
        shown = _NUMBER_OR_TAG.sub(number, shown)
        rows = iter(said if len(said) == spoken.count(_SPOKEN_NUMBER) else ())
        before, *after = spoken.split(_SPOKEN_NUMBER)
        texts = (f"<mtext>{text}</mtext>" if (text := next(rows, "")) else "" for _ in after)
        spoken = before + "".join(f"<mtd>{text}</mtd>{cells}" for text, cells in zip(texts, after, strict=True))
        return spoken + _SHOWN + shown


_TOO_LONG = Formula("", f"this formula has more than {_LONGEST} characters", 0, "Split it, or look for a missing `$`.")

FormulaKey = tuple[str, bool]


def formula_key(slot: Slot) -> FormulaKey:
    """Return what tells formulas apart: the TeX, and whether it is set on a line of its own."""
    return slot.content, slot.kind is SlotKind.DISPLAY_MATH


class Katex:
    """KaTeX from `katex_js` with the macros of a project; remembers the formulas it has rendered.

    Its extension for chemistry, `mhchem.min.js` beside it, is loaded for the first formula that needs it.
    """

    def __init__(self, katex_js: Path, macros: Mapping[str, str]) -> None:
        # An author's own macro of the name is older than ours, and wins: then there are no steps.
        self._knows_steps = NAME not in macros
        self._katex_js, self._macros = katex_js, {NAME: MACRO, **macros}
        self._batches = 0
        self._known: dict[FormulaKey, Formula] = {}

    @property
    def rendered(self) -> Mapping[FormulaKey, Formula]:
        """Return the formulas that are remembered."""
        return self._known

    def render_all(self, slots: Iterable[Slot]) -> Mapping[FormulaKey, Formula]:
        """Return the formulas of `slots`, each rendered once."""
        wanted = {formula_key(slot) for slot in slots}
        if len(self._known) + len(wanted) > _REMEMBERED:
            self._known = {key: formula for key, formula in self._known.items() if key in wanted}
        self._known.update((key, _TOO_LONG) for key in wanted if len(key[0]) > _LONGEST)
        batch = self._prepare(sorted(wanted - self._known.keys()))
        if batch:
            formulas = [(stepped.tex, key[1]) for key, stepped in batch.items()]
            if any(_CHEMISTRY.search(tex) for tex, _ in formulas):
                _learn_chemistry(self._katex_js)
            engine = _started(self._katex_js)
            request = json.dumps({"formulas": formulas, "macros": self._macros, "trusted": self._knows_steps})
            answers = json.loads(str(engine.call("renderAll", request)))
            self._batches += 1
            if self._batches % _BATCHES_UNTIL_TIDY == 0:
                engine.low_memory_notification()
            for (key, stepped), (html, message, offset) in zip(batch.items(), answers, strict=True):
                self._known[key] = self._formula(html, message, stepped.author_offset(offset))
        return self._known

    def _prepare(self, keys: Iterable[FormulaKey]) -> dict[FormulaKey, SteppedTex]:
        """Return the formulas as KaTeX takes them, less those whose steps cannot be read."""
        prepared: dict[FormulaKey, SteppedTex] = {}
        for key in keys:
            try:
                prepared[key] = split_steps(key[0]) if self._knows_steps else SteppedTex(key[0])
            except StepError as problem:
                self._known[key] = Formula("", problem.message, problem.offset, problem.hint, "math-step")
        return prepared

    def _formula(self, html: str, message: str, offset: int) -> Formula:
        if html:
            return Formula(mark_steps(html))
        commands = {*_commands(self._katex_js), *(name.removeprefix("\\") for name in self._macros)}
        return Formula("", plain_message(message), offset, tex_hint(message, commands))


def formula_finding(slot: Slot, formula: Formula) -> Diagnostic:
    """Return the finding for a formula that could not be rendered."""
    return error(formula.code, formula.message, _place(slot, formula.offset), formula.hint)


def error_box(slot: Slot, formula: Formula) -> str:
    """Return the red box that stands on the slide for a broken formula."""
    return (
        f'<span class="math-error" role="alert"><code>{escape(slot.content.strip())}</code>'
        f"<span>{escape(formula.message)}</span></span>"
    )


@cache
def _started(katex_js: Path) -> MiniRacer:
    """Return the engine of this process, which knows nothing of a project."""
    engine = start_v8()
    engine.eval(katex_js.read_text(encoding="utf-8"))
    engine.eval(_RENDER_ALL)
    return engine


@cache
def _learn_chemistry(katex_js: Path) -> None:
    _started(katex_js).eval(katex_js.with_name("mhchem.min.js").read_text(encoding="utf-8"))


def _place(slot: Slot, offset: int) -> Position:
    before = slot.content[:offset]
    start = slot.position
    if (row := before.count("\n")) == 0:
        return Position(start.file, start.line, start.column + slot.margin + offset)
    return Position(start.file, start.line + row, offset - before.rfind("\n"))


@cache
def _commands(katex_js: Path) -> frozenset[str]:
    """Return the names of the commands that KaTeX defines, read from its own source."""
    return frozenset(re.findall(r'"\\\\([A-Za-z]{2,})"', katex_js.read_text(encoding="utf-8")))
