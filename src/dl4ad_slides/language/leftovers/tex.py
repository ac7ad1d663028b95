"""TeX outside of formulas: other ways to begin a formula, environments, and commands of LaTeX documents."""

from __future__ import annotations

import re

from dl4ad_slides.language.leftovers.rule import ANY, Rule, as_written, clipped
from dl4ad_slides.model.sentinels import ESCAPED, OBJECT

_CODE = "text-math"

_IN_BLOCK = rf"(?:(?!\n\n){ANY}|(?!\n\n)\n)"
_ROUND = re.compile(rf"{ESCAPED}(?P<more>\\?)\((?P<tex>{_IN_BLOCK}{{1,400}}?){ESCAPED}(?P=more)\)")
_SQUARE = re.compile(rf"{ESCAPED}(?P<more>\\?)\[(?P<tex>(?:(?!{ESCAPED}\\?\[)[\s\S]){{1,2000}}?){ESCAPED}(?P=more)\]")
_ENVIRONMENT = re.compile(
    r"\\begin\{(?P<name>[A-Za-z]+\*?)\}(?:[\s\S]{0,2000}?\\end\{(?P=name)\})?|\\end\{[A-Za-z]+\*?\}"
)
_ARGUMENTS = r"\*?(?:\[(?P<option>[^\]\n]{0,200})\])?(?:\{(?P<argument>[^{}\n]*)\})?"
_COMMAND = re.compile(rf"(?<![\\/:.{ESCAPED}])\\(?P<name>[A-Za-z]{{2,}}){_ARGUMENTS}")
_SPACED = re.compile(rf"(?<![\w$\\{ESCAPED}])(?<!\d )\$(?P<tex>(?:(?!\$){ANY}){{1,200}})\$(?![\w$])")
_SPACED_CODE = re.compile(rf"(?<![\w$\\{ESCAPED}])\$[ \t]*{OBJECT}[ \t]*\$(?![\w$])")

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
# What to write in the place of a command and its argument.
_REFERENCE = "Write `@fig-{}` for a figure; anything else takes a link, such as `[Law 5](#{})`."
_OTHER_LABEL = re.compile(r"(?:sec|ch|tab|tbl|thm|lem|cor|def|prop|ex|alg|lst)[:.-]")
_EQUATION = "Give the formula a `\\tag{{…}}`, and name that in the text."
_HEADING, _LINK = "Write `## {}`, on a line of its own.", "Write `<https://…>`, or `[words](https://…)`."
_MACRO = "Name it under `math: macros` in `slides.yaml`."
_WITH_ARGUMENT = {
    "textbf": "Write `**{}**`.",
    **dict.fromkeys(("textit", "emph", "textsl"), "Write `*{}*`."),
    "underline": "Write `<u>{}</u>`.",
    **dict.fromkeys(("texttt", "verb", "lstinline"), "Write `` `{}` ``."),
    "textsuperscript": "Write `<sup>{}</sup>`.",
    "textsubscript": "Write `<sub>{}</sub>`.",
    "textcolor": 'Write `[words]{{style="color: {}"}}`.',
    **dict.fromkeys(("section", "chapter", "frametitle"), _HEADING),
    **dict.fromkeys(("subsection", "framesubtitle", "paragraph"), _HEADING.replace("##", "###")),
    "title": "Write `title: {}` in the front matter.",
    "author": "Write `authors: {}` in the front matter.",
    "date": "Write `date: {}` in the front matter.",
    "label": "Write `{{#{}}}` behind the heading of a slide, or behind a picture with `fig-`.",
    **dict.fromkeys(("ref", "cref", "Cref", "autoref", "pageref"), _REFERENCE),
    "eqref": _EQUATION,
    "footnote": "Write `[^1]`, and `[^1]: {}` in a paragraph of its own.",
    "includegraphics": "Write `![What it shows]({})`.",
    "caption": 'Write it behind the address of the picture: `![…](a.svg "{}")`.',
    **dict.fromkeys(("href", "url"), _LINK),
    **dict.fromkeys(("input", "include"), "Write `<<INCLUDE:{}.md>>`."),
    "bibliography": "Write `<<REFERENCES>>`, and `bibliography: {}.bib` in `slides.yaml`.",
    "usepackage": "Delete it: KaTeX has its packages built in.",
    **dict.fromkeys(("newcommand", "renewcommand", "DeclareMathOperator"), _MACRO),
    **dict.fromkeys(("hspace", "vspace"), "Delete it: space is the theme's matter."),
    **dict.fromkeys(("ce", "pu"), "Write it between dollars."),
}
_CITING = {"cite", "citep", "citet", "parencite", "textcite", "autocite", "footcite", "citeauthor", "citeyear"}
_BREAK = "Write `---` on a line of its own to begin a slide."
_ALONE = {
    "item": "Write `- ` before each item of a list, on lines of their own.",
    **dict.fromkeys(("pause", "onslide"), "Write `. . .` in a paragraph of its own."),
    **dict.fromkeys(("newpage", "clearpage", "pagebreak"), _BREAK),
    **dict.fromkeys(("newline", "linebreak"), "End the line with a backslash."),
    "centering": "Write `{.center}` behind the heading of the slide.",
    "tableofcontents": "Write `<<AGENDA>>`.",
    "printbibliography": "Write `<<REFERENCES>>`.",
    "maketitle": "Delete it: the first slide shows the title.",
    **dict.fromkeys(("noindent", "hfill", "vfill"), "Delete it: space is the theme's matter."),
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
_IN_FORMULAS_WITH_ARGUMENT = frozenset(
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
    if argument is None:
        return _bare_command(found)
    argument = as_written(argument)
    if name in _CITING:
        keys = "; ".join(f"@{key.strip()}" for key in argument.split(","))
        where = f", {as_written(found['option'])}" if found["option"] else ""
        return f"Write `[{keys}{where}]`."
    if name in {"ref", "cref", "Cref", "autoref", "label"} and argument.startswith("eq"):
        name = "eqref"
    if name in _WITH_ARGUMENT:
        shown = clipped(argument, 40)
        if _WITH_ARGUMENT[name] is _REFERENCE:
            if _OTHER_LABEL.match(shown):
                return f"Write a link, such as `[words](#{shown.replace(':', '-')})`, to the id of a slide or heading."
            return _REFERENCE.format(re.sub(r"^fig[:.]", "", shown), shown.replace(":", "-"))
        return _WITH_ARGUMENT[name].format(shown)
    if name in _IN_FORMULAS or name in _IN_FORMULAS_WITH_ARGUMENT:
        return f"Write `$\\{name}{{…}}$`, between dollars."
    return "Commands of LaTeX are read in formulas only, between dollars."


def _bare_command(found: re.Match[str]) -> str:
    """Return the hint for a command without an argument; behind a word, it is a part of a path."""
    name = found["name"]
    if found.start() and re.match(r"\w", found.string[found.start() - 1]):
        return ""
    if name in _IN_FORMULAS or (name in _IN_FORMULAS_WITH_ARGUMENT and re.match(r"[\d{]", found.string[found.end() :])):
        return f"Write `$\\{name}$`, between dollars."
    return _ALONE.get(name, "")


RULES = (
    Rule(_CODE, ESCAPED, _ROUND, lambda found: _dollars("$", found)),
    Rule(_CODE, ESCAPED, _SQUARE, _square),
    Rule(_CODE, "\\", _ENVIRONMENT, _environment),
    Rule(_CODE, "\\", _COMMAND, _command),
    Rule(_CODE, "$", _SPACED, _spaced),
    Rule(_CODE, "$", _SPACED_CODE, "Write the formula between dollars, `$…$`, without backticks and spaces."),
)
