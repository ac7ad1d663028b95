"""TeX outside of formulas: other ways to begin a formula, environments, and commands of LaTeX documents."""

from __future__ import annotations

import re

from dl4ad_slides.language.leftovers.rule import ANY, Rule, as_written, clipped
from dl4ad_slides.model.sentinels import ESCAPED

_CODE = "math-text"

_IN_BLOCK = rf"(?:(?!\n\n){ANY}|(?!\n\n)\n)"
_ROUND = re.compile(rf"{ESCAPED}(?P<more>\\?)\((?P<tex>{_IN_BLOCK}{{1,400}}?){ESCAPED}(?P=more)\)")
_SQUARE = re.compile(rf"{ESCAPED}(?P<more>\\?)\[(?P<tex>(?:(?!{ESCAPED}\\?\[)[^\x00]){{1,2000}}?){ESCAPED}(?P=more)\]")
_ENVIRONMENT = re.compile(
    r"\\begin\{(?P<name>[A-Za-z]+\*?)\}(?:[\s\S]{0,5000}?\\end\{(?P=name)\})?|\\end\{[A-Za-z]+\*?\}"
)
_COMMAND = re.compile(
    rf"(?<![\w\\/:.{ESCAPED}])\\(?P<name>[A-Za-z]{{2,}})\*?(?:\[[^\]\n]*\])?(?P<argument>\{{[^{{}}\n]*\}}?)?"
)
_SPACED = re.compile(rf"(?<![\w$\\{ESCAPED}])(?<!\d )\$(?P<tex>(?:(?!\$){ANY}){{1,200}})\$(?![\w$])")

# In a formula without words: a command, an index, a relation.
_SIGN = re.compile(rf"\\[A-Za-z]|[\^_=<>≤≥≈∈]|{ESCAPED}[{{}}_]")
_IN_TEXT = re.compile(r"\\(?:text|mathrm|operatorname|mbox|textbf|textit|mathit|mathbf)\s*\{[^{}]*\}")
_WORD = re.compile(rf"(?<![\\A-Za-z{ESCAPED}])[^\W\d_]{{3,}}")
_LETTER = re.compile(r"\s*[^\W\d_]\s*")
_OPERATION = re.compile(r"\s*[\w.()]+(?:\s*[-+*/·×]\s*[\w.()]+)+\s*")

_FORMULAS = {
    *("align", "aligned", "alignat", "equation", "gather", "gathered", "multline", "split", "eqnarray", "cases"),
    *("array", "matrix", "pmatrix", "bmatrix", "vmatrix", "smallmatrix", "math", "displaymath", "flalign"),
}
_ENVIRONMENTS = {
    "itemize": "Write a list: each item on a line of its own, behind `- `.",
    "enumerate": "Write a list: each item on a line of its own, behind `1. `.",
    "description": "Write a list: each item on a line of its own, behind `- `.",
    "verbatim": "Write the code between lines of three backticks.",
    "lstlisting": "Write the code between lines of three backticks, the language behind the first.",
    "minted": "Write the code between lines of three backticks, the language behind the first.",
    "figure": "Write `![What it shows](assets/picture.svg)`.",
    "tabular": "Write a table of Markdown: `| a | b |`, below it `|---|---|`.",
    "table": "Write a table of Markdown: `| a | b |`, below it `|---|---|`.",
    "frame": "Write `---` between slides, and `## ` before a slide's heading.",
    "quote": "Write `> ` before each line of a quotation.",
    "quotation": "Write `> ` before each line of a quotation.",
    "tikzpicture": "Make an SVG of the drawing, and write `![What it shows](assets/drawing.svg)`.",
    "columns": "Write `::: columns`, and `::: column` for each of them.",
}
_DOCUMENT = {
    "textbf": "Write `**bold**`.",
    "textit": "Write `*italic*`.",
    "emph": "Write `*emphasised*`.",
    "underline": "Write `<u>underlined</u>`.",
    "texttt": "Write `` `code` ``.",
    "verb": "Write `` `code` ``.",
    "textsuperscript": "Write `<sup>2</sup>`.",
    "textsubscript": "Write `<sub>2</sub>`.",
    "textcolor": 'Write `[words]{style="color: …"}`.',
    "item": "Write `- ` before each item of a list, on lines of their own.",
    "pause": "Write `. . .` in a paragraph of its own.",
    "onslide": "Write `. . .` in a paragraph of its own.",
    "section": "Write `# ` or `## ` before a heading.",
    "subsection": "Write `### ` before a heading.",
    "paragraph": "Write `#### ` before a heading.",
    "chapter": "Write `# ` before a heading.",
    "frametitle": "Write `## ` before the heading of a slide.",
    "title": "Write `title: …` in the front matter.",
    "author": "Write `authors: …` in the front matter.",
    "date": "Write `date: …` in the front matter.",
    "cite": "Write `[@key]`, and name the file under `bibliography`.",
    "citep": "Write `[@key]`, and name the file under `bibliography`.",
    "citet": "Write `[@key]`, and name the file under `bibliography`.",
    "parencite": "Write `[@key]`, and name the file under `bibliography`.",
    "textcite": "Write `[@key]`, and name the file under `bibliography`.",
    "autocite": "Write `[@key]`, and name the file under `bibliography`.",
    "footcite": "Write `[@key]`, and name the file under `bibliography`.",
    "ref": "Write `@fig-name` for a figure; anything else takes a link, such as `[Law 5](#law-5)`.",
    "cref": "Write `@fig-name` for a figure; anything else takes a link, such as `[Law 5](#law-5)`.",
    "autoref": "Write `@fig-name` for a figure; anything else takes a link, such as `[Law 5](#law-5)`.",
    "eqref": "Give the formula a `\\tag{…}`, and name that in the text.",
    "label": "Write `{#fig-name}` behind a picture; anything else takes the id of its slide, `## Law {#law-5}`.",
    "footnote": "Write `[^1]`, and `[^1]: …` in a paragraph of its own.",
    "includegraphics": "Write `![What it shows](assets/picture.svg)`.",
    "caption": 'Write the caption behind the address of the picture: `![…](a.svg "Caption")`.',
    "href": "Write `[words](https://…)`.",
    "url": "Write `<https://…>`.",
    "ce": "Write `$\\ce{…}$`.",
    "pu": "Write `$\\pu{…}$`.",
    "newpage": "Write `---` on a line of its own to begin a slide.",
    "clearpage": "Write `---` on a line of its own to begin a slide.",
    "pagebreak": "Write `---` on a line of its own to begin a slide.",
    "newline": "End the line with a backslash.",
    "linebreak": "End the line with a backslash.",
    "centering": "Write `{.center}` behind the heading of the slide.",
    "tableofcontents": "Write `<<AGENDA>>`.",
    "bibliography": "Write `<<REFERENCES>>`, and name the file under `bibliography` in `slides.yaml`.",
    "printbibliography": "Write `<<REFERENCES>>`.",
    "input": "Write `<<INCLUDE:file.md>>`.",
    "include": "Write `<<INCLUDE:file.md>>`.",
    "maketitle": "Delete it: the first slide shows the title.",
    "usepackage": "Delete it: KaTeX has its packages built in.",
    "newcommand": "Name it under `math: macros` in `slides.yaml`.",
    "renewcommand": "Name it under `math: macros` in `slides.yaml`.",
    "def": "Name it under `math: macros` in `slides.yaml`.",
    "LaTeX": "Write `$\\LaTeX$`.",
    "TeX": "Write `$\\TeX$`.",
    **dict.fromkeys(("noindent", "hfill", "vfill", "hspace", "vspace"), "Delete it: space is the theme's matter."),
    **dict.fromkeys(("smallskip", "medskip", "bigskip"), "Delete it: space is the theme's matter."),
}
# Commands of formulas that take no argument, and so look like nothing else only by their names.
_IN_FORMULAS = frozenset(
    {
        *("alpha", "beta", "gamma", "delta", "epsilon", "varepsilon", "zeta", "eta", "theta", "vartheta", "iota"),
        *("kappa", "lambda", "mu", "nu", "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "varphi", "chi", "psi"),
        *("omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega", "sum"),
        *("prod", "int", "oint", "infty", "cdot", "cdots", "ldots", "dots", "times", "pm", "mp", "div", "leq", "geq"),
        *("le", "ge", "neq", "ne", "approx", "equiv", "sim", "simeq", "propto", "ll", "gg", "to", "gets", "mapsto"),
        *("rightarrow", "leftarrow", "Rightarrow", "Leftarrow", "leftrightarrow", "Leftrightarrow", "longrightarrow"),
        *("implies", "iff", "in", "notin", "ni", "subset", "subseteq", "supset", "cup", "cap", "setminus", "emptyset"),
        *("forall", "exists", "neg", "land", "lor", "nabla", "partial", "quad", "qquad", "left", "right", "hbar"),
        *("ell", "Re", "Im", "circ", "degree", "perp", "parallel", "angle", "sin", "cos", "tan", "log", "ln", "exp"),
        *("lim", "max", "min", "sup", "inf", "arg"),
    }
)
_WITH_ARGUMENT = frozenset(
    {
        *("frac", "dfrac", "tfrac", "sqrt", "binom", "mathbb", "mathcal", "mathbf", "mathrm", "mathit", "mathsf"),
        *("vec", "hat", "bar", "tilde", "overline", "text"),
    }
)


def is_formula(tex: str) -> bool:
    """Tell whether a text between marks of formulas was meant as one: it has signs of TeX and no words of prose."""
    bare = _IN_TEXT.sub("x", tex)
    if _WORD.search(bare):
        return "\\" in bare and not re.search(r"[^\W\d_]{3,}\s+[^\W\d_]{3,}", bare)
    return bool(_SIGN.search(bare) or _LETTER.fullmatch(bare) or _OPERATION.fullmatch(bare))


def _dollars(sign: str, found: re.Match[str]) -> str:
    tex = found["tex"]
    if not is_formula(tex):
        return ""
    shown = " ".join(as_written(tex).split())
    return f"Write `{clipped(f'{sign}{shown}{sign}', 60)}` for a formula."


def _square(found: re.Match[str]) -> str:
    tex = found["tex"]
    is_alone = found.string[: found.start()].endswith("\n") or not found.start()
    has_tex = re.search(r"\\[A-Za-z]{2}|[\^_=]", tex) is not None
    if (has_tex or is_alone) and is_formula(tex):
        return _dollars("$$", found)
    return ""


def _spaced(found: re.Match[str]) -> str:
    tex = found["tex"]
    return _dollars("$", found) if tex != tex.strip() and not _OPERATION.fullmatch(tex) else ""


def _environment(found: re.Match[str]) -> str:
    name = (found["name"] or "").rstrip("*")
    if name in _FORMULAS:
        return "Write `$$` on a line of its own before it and behind it."
    return _ENVIRONMENTS.get(name, "Environments of LaTeX are read in formulas only, between `$$` and `$$`.")


def _command(found: re.Match[str]) -> str:
    name, argument = found["name"], found["argument"]
    has_argument = argument is not None
    if name in {"ref", "cref", "autoref", "label"} and (argument or "").startswith("{eq"):
        name = "eqref"
    if name in _DOCUMENT and (has_argument or name in _ALONE):
        return _DOCUMENT[name]
    if name in _IN_FORMULAS or (name in _WITH_ARGUMENT and has_argument):
        return f"Write `$\\{name}{'{…}' if has_argument else ''}$`, between dollars."
    return "Commands of LaTeX are read in formulas only, between dollars." if has_argument else ""


_ALONE = frozenset(
    {
        *("item", "pause", "onslide", "newpage", "clearpage", "pagebreak", "newline", "linebreak", "centering"),
        *("tableofcontents", "printbibliography", "maketitle", "LaTeX", "TeX", "noindent", "hfill", "vfill"),
        *("smallskip", "medskip", "bigskip"),
    }
)

RULES = (
    Rule(_CODE, f"{ESCAPED}", _ROUND, lambda found: _dollars("$", found)),
    Rule(_CODE, f"{ESCAPED}", _SQUARE, _square),
    Rule(_CODE, "\\", _ENVIRONMENT, _environment),
    Rule(_CODE, "\\", _COMMAND, _command),
    Rule(_CODE, "$", _SPACED, _spaced),
)
