"""What to write in the place of TeX that KaTeX does not know.

What it knows: https://katex.org/docs/support_table
"""

from __future__ import annotations

import re
from collections.abc import Collection
from difflib import get_close_matches

_COMMAND = re.compile(r"Undefined control sequence: \\(\w+)")
_REFUSED = re.compile(r"Not allowed: \\(\w+)")
_ENVIRONMENT = re.compile(r"No such environment: (\w+)", re.IGNORECASE)
# How like an unknown command a known one must be, from 0 to 1, to have been meant: one of three letters, or longer.
_NEAR, _NEAR_TO_LONG = 0.66, 0.8
_TABLE = "See katex.org/docs/support_table for what KaTeX knows"

_SI = "Units have no commands here: write `5\\,\\mathrm{m/s}`, or `$\\pu{5 m/s}$`."
_REFERENCE = "Give the formula a `\\tag{…}`, and name that in the text; `align` and `equation` number by themselves."
_TEXT = "Write it outside of the formula, in Markdown."
_MACROS = "Name it under `math: macros` in `slides.yaml`."
_COMMANDS = {
    **dict.fromkeys(("SI", "si", "qty", "unit", "num", "ang", "SIrange", "qtyrange"), _SI),
    **dict.fromkeys(("label", "ref", "eqref", "cref", "autoref"), _REFERENCE),
    **dict.fromkeys(("cite", "citep", "citet", "footnote", "caption", "today"), _TEXT),
    **dict.fromkeys(("DeclarePairedDelimiter", "newenvironment", "NewDocumentCommand"), _MACROS),
    **dict.fromkeys(("mathds", "mathbbm"), "Write `\\mathbb{R}`, or `\\mathbf{1}` for the digit."),
    **dict.fromkeys(("cline", "cmidrule", "toprule", "midrule", "bottomrule"), "Write `\\hline`."),
    **dict.fromkeys(("require", "usepackage"), "Delete it: KaTeX has its packages built in."),
    **dict.fromkeys(("dv", "odv"), "Write `\\frac{\\mathrm{d} f}{\\mathrm{d} x}`."),
    **dict.fromkeys(("overparen", "wideparen"), "Write `\\overgroup{…}`."),
    **dict.fromkeys(("rotatebox", "scalebox", "resizebox", "vspace"), "Delete it: KaTeX cannot do that."),
    "DeclareMathOperator": "Write `\\operatorname{…}`, or name it under `math: macros` in `slides.yaml`.",
    **dict.fromkeys(("href", "url"), "Write `[words](https://…)` outside of the formula."),
    **dict.fromkeys(("htmlClass", "htmlId", "htmlStyle", "htmlData"), "Write `\\step{1}{…}` for what appears later."),
    "includegraphics": "Write `![What it shows](assets/picture.svg)` outside of the formula.",
    "mbox": "Write `\\text{…}`.",
    "textsc": "Write `\\text{…}`.",
    "intertext": "Write `\\text{…}` in a row of its own.",
    "pdv": "Write `\\frac{\\partial f}{\\partial x}`.",
    "abs": "Write `\\lvert x \\rvert`, or name it under `math: macros` in `slides.yaml`.",
    "norm": "Write `\\lVert x \\rVert`, or name it under `math: macros` in `slides.yaml`.",
    "hfill": "Write `\\quad`, or `\\hspace{2em}`.",
    "ul": "Write `\\underline{…}`.",
    "euro": "Write `€`.",
    "ding": "Write `\\checkmark`.",
    "mathlarger": "Write `\\large`.",
    "sideset": "Write `{}_a^b \\sum`.",
    "prescript": "Write `{}^{14}_{6}\\mathrm{C}`, or `\\ce{^14_6C}`.",
    "multicolumn": "Write a row without it: cells of KaTeX span one column.",
    "textsuperscript": "Write `^{\\text{…}}`.",
    "textsubscript": "Write `_{\\text{…}}`.",
}
_ENVIRONMENTS = {
    "eqnarray": "Write `align`.",
    "flalign": "Write `align`.",
    "multline": "Write `split`, or `gather`.",
    "subequations": "Delete it: KaTeX numbers each row.",
    "tabular": "Write `array`, or a table of Markdown outside of the formula.",
    "tikzpicture": "Make an SVG of the drawing, and write `![What it shows](assets/drawing.svg)`.",
    "theorem": _TEXT,
    "proof": _TEXT,
}

# What KaTeX says of TeX that it knows and that makes no formula.
_GRAMMAR = (
    (re.compile(r"got '#'"), "Write `\\#`; where no formula was meant, `\\$` for its dollars."),
    (re.compile(r"got '&'"), "Put the formula between `\\begin{aligned}` and `\\end{aligned}`, or write `\\&`."),
    (re.compile(r"got '_'"), "Write `\\_` in text."),
    (re.compile(r"[Dd]ouble (?:super|sub)script"), "Group with braces, such as `{x^a}^b`."),
    (re.compile(r"[Ee]xpected '\\right'"), "Close it with `\\right`, or with `\\right.` for nothing."),
    (re.compile(r"expected '\}'"), "Close the brace with `}`."),
    (re.compile(r"without preceding \\left"), "Write `\\left` before it, and `\\right` behind it."),
    (re.compile(r"attempting to redefine"), "Take another name, or write `\\renewcommand`."),
)


def plain_message(message: str) -> str:
    """Return what KaTeX says of a formula, as ours are worded."""
    if unknown := _COMMAND.search(message):
        return f"KaTeX does not know `\\{unknown[1]}`"
    if refused := _REFUSED.search(message):
        return f"`\\{refused[1]}` may not stand in a formula"
    return message[0].lower() + message[1:]


def tex_hint(message: str, commands: Collection[str]) -> str:
    """Return what to write in the place of what KaTeX complains about; `commands` are all that there are."""
    if environment := _ENVIRONMENT.search(message):
        return _ENVIRONMENTS.get(environment[1], f"{_TABLE}.")
    if not (unknown := _COMMAND.search(message) or _REFUSED.search(message)):
        return next((hint for sign, hint in _GRAMMAR if sign.search(message)), f"{_TABLE}.")
    if known := _COMMANDS.get(unknown[1]):
        return known
    cutoff = _NEAR if len(unknown[1]) <= 3 else _NEAR_TO_LONG
    near = get_close_matches(unknown[1], sorted(commands), n=2, cutoff=cutoff)
    if near:
        return "Did you mean " + " or ".join(f"`\\{name}`" for name in near) + "?"
    return f"{_TABLE}, or define it under `math: macros`."
