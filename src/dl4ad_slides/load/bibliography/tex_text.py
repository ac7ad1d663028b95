"""Turn the TeX of a BibTeX field into text: accents, dashes, quotes, symbols, emphasis.

Gives characters with the markup that CSL-JSON knows (`<i>`, `<b>`, `<sup>`, `<sub>`). A command that nobody knows is
left out, and what it is applied to stays.
"""

from __future__ import annotations

import re
from unicodedata import normalize

_TOKEN = re.compile(r"\\(?:(?P<command>[A-Za-z]+)\*?[ \t\n]*|(?P<sign>.)|$)|---?|``|''|[^\\]", re.DOTALL)
_SPACES = re.compile(r"[ \t\n]+")
_DEEPEST = 40  # groups in groups; what is deeper is read as if it had no braces

_ACCENTS = {
    **{"'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307"},
    **{"u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a", "d": "\u0323"},
    **{"b": "\u0331"},
}
_DOTLESS = str.maketrans("ıȷ", "ij")
_SYMBOLS = {
    **{"ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "aa": "å"},
    **{"AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "dj": "đ", "DJ": "Đ", "th": "þ", "TH": "Þ", "ng": "ŋ"},
    **{"textendash": "–", "textemdash": "—", "ldots": "…", "dots": "…", "textquoteright": "’", "textquoteleft": "‘"},
    **{"textquotedblleft": "“", "textquotedblright": "”", "glqq": "„", "grqq": "“", "textbackslash": "\\"},
    **{"textasciitilde": "~", "textasciicircum": "^", "textunderscore": "_", "textless": "<", "textgreater": ">"},
    **{"S": "§", "P": "¶", "copyright": "©", "textregistered": "®", "texttrademark": "™", "textdegree": "°"},
    **{"pounds": "£", "euro": "€", "texteuro": "€", "slash": "/", "TeX": "TeX", "LaTeX": "LaTeX", "quad": " "},
    **{"alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ"},
    **{"eta": "η", "theta": "θ", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π"},
    **{"rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω"},
    **{"Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω"},
    **{"times": "×", "cdot": "·", "pm": "±", "infty": "∞", "to": "→", "rightarrow": "→", "ell": "ℓ", "leq": "≤"},
    **{"geq": "≥", "neq": "≠", "approx": "≈", "sim": "∼", "in": "∈", "partial": "∂", "nabla": "∇", "sum": "∑"},
}
_MARKUP = {
    **{"emph": "i", "textit": "i", "textsl": "i", "mathit": "i", "textbf": "b", "mathbf": "b"},
    **{"textsuperscript": "sup", "textsubscript": "sub"},
}
_LIGATURES = {"--": "–", "---": "—", "``": "“", "''": "”", "`": "‘", "'": "’", "~": "\N{NO-BREAK SPACE}"}
_DROPPED = {"noopsort", "href", "label", "cite"}  # what they are applied to first is not to be read


def tex_to_text(tex: str) -> str:
    """Return `tex` as text in one line."""
    return normalize("NFC", _SPACES.sub(" ", _Reader(tex).group(0))).strip()


def tex_to_title(tex: str) -> str:
    """Return `tex` as text in one line, with `<span class="nocase">` around what braces keep from changes of case."""
    parts: list[str] = []
    for part, braced in _split_braces(tex):
        text = normalize("NFC", _SPACES.sub(" ", _Reader(part).group(0)))
        parts.append(f'<span class="nocase">{text}</span>' if braced and text.strip() else text)
    return _WORD_PART.sub(r'<span class="nocase">\1\2\3</span>', "".join(parts)).strip()


_WORD_PART = re.compile(r'(?<![^\s<>])([^\s<>]*+)<span class="nocase">(.*?)</span>([^\s<>]*)')
_BRACES = re.compile(r"\\.|[{}$]", re.DOTALL)


def _split_braces(tex: str) -> list[tuple[str, bool]]:
    """Return `tex` in pieces, each with whether braces protect it: not those of accents, commands and formulas."""
    pieces: list[tuple[str, bool]] = []
    depth, start, at, in_math = 0, 0, 0, False
    for sign in _BRACES.finditer(tex):
        if sign[0] == "$":
            in_math = not in_math
        elif sign[0] == "{" and not in_math:
            if depth == 0:
                start = sign.start()
            depth += 1
        elif sign[0] == "}" and depth and not in_math:
            depth -= 1
            is_argument = re.search(r"\\(?:[A-Za-z]+\s*|.)$", tex[max(0, start - 40) : start]) is not None
            if depth == 0 and not is_argument and tex[start + 1] != "\\":
                pieces += [(tex[at:start], False), (tex[start + 1 : sign.start()], True)]
                at = sign.end()
    return [*pieces, (tex[at:], False)]


class _Reader:
    """One pass over one field, with a cursor."""

    def __init__(self, tex: str) -> None:
        self._tex, self._at = tex, 0

    def group(self, depth: int) -> str:
        """Read up to the brace that closes the group, or to the end."""
        parts: list[str] = []
        while token := _TOKEN.match(self._tex, self._at):
            self._at = token.end()
            text = token[0]
            if text == "}" and 0 < depth < _DEEPEST:
                break
            if token["command"]:
                parts.append(self._command(token["command"], depth))
            elif token["sign"]:
                parts.append(self._sign(token["sign"], depth))
            elif text == "{" and depth + 1 < _DEEPEST:
                parts.append(self.group(depth + 1))
            elif text in "^_":
                parts.append(self._script(text, depth))
            elif text not in "{}$\\":
                parts.append(_LIGATURES.get(text, text))
        return "".join(parts)

    def _command(self, name: str, depth: int) -> str:
        if name in _SYMBOLS:
            return _SYMBOLS[name]
        if name in _ACCENTS:
            return _accented(self._argument(depth), _ACCENTS[name])
        if name in _MARKUP:
            return f"<{_MARKUP[name]}>{self._argument(depth)}</{_MARKUP[name]}>"
        if name == "enquote":
            return f"“{self._argument(depth)}”"
        if name in _DROPPED:
            self._argument(depth)
        return ""

    def _sign(self, sign: str, depth: int) -> str:
        if sign in _ACCENTS:
            return _accented(self._argument(depth), _ACCENTS[sign])
        return {"-": "", "/": "", ",": " ", "\\": " ", "\n": " "}.get(sign, sign)

    def _script(self, sign: str, depth: int) -> str:
        """Read what is set high or low in a formula; in text, the sign itself."""
        if self._tex.count("$", 0, self._at) % 2 == 0:
            return sign
        tag = "sup" if sign == "^" else "sub"
        return f"<{tag}>{self._argument(depth)}</{tag}>"

    def _argument(self, depth: int) -> str:
        """Read the group or the one character behind a command."""
        space = _SPACES.match(self._tex, self._at)
        self._at = space.end() if space else self._at
        token = _TOKEN.match(self._tex, self._at)
        if token is None or token[0] == "}":
            return ""
        self._at = token.end()
        if token[0] == "{":
            return self.group(depth + 1) if depth + 1 < _DEEPEST else ""
        if token["command"]:
            return self._command(token["command"], depth + 1) if depth + 1 < _DEEPEST else ""
        return token["sign"] or token[0]


def _accented(text: str, accent: str) -> str:
    base = text[:1].translate(_DOTLESS) or " "
    return normalize("NFC", base + accent) + text[1:] if text else ""
