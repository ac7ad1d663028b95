"""Tell whether a word is a colour of CSS (Color Module Level 4, with the functions of Level 5)."""

from __future__ import annotations

import re

_HEX = re.compile(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", re.IGNORECASE)
_FUNCTION = re.compile(
    r"(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix|light-dark|var|contrast-color)\(.*\)",
    re.IGNORECASE | re.DOTALL,
)
_NAMES = re.compile(
    r"""
    aliceblue | antiquewhite | aqua | aquamarine | azure | beige | bisque | black | blanchedalmond | blue |
    blueviolet | brown | burlywood | cadetblue | chartreuse | chocolate | coral | cornflowerblue | cornsilk |
    crimson | cyan | darkblue | darkcyan | darkgoldenrod | darkgray | darkgreen | darkgrey | darkkhaki |
    darkmagenta | darkolivegreen | darkorange | darkorchid | darkred | darksalmon | darkseagreen | darkslateblue
    | darkslategray | darkslategrey | darkturquoise | darkviolet | deeppink | deepskyblue | dimgray | dimgrey |
    dodgerblue | firebrick | floralwhite | forestgreen | fuchsia | gainsboro | ghostwhite | gold | goldenrod |
    gray | green | greenyellow | grey | honeydew | hotpink | indianred | indigo | ivory | khaki | lavender |
    lavenderblush | lawngreen | lemonchiffon | lightblue | lightcoral | lightcyan | lightgoldenrodyellow |
    lightgray | lightgreen | lightgrey | lightpink | lightsalmon | lightseagreen | lightskyblue | lightslategray
    | lightslategrey | lightsteelblue | lightyellow | lime | limegreen | linen | magenta | maroon |
    mediumaquamarine | mediumblue | mediumorchid | mediumpurple | mediumseagreen | mediumslateblue |
    mediumspringgreen | mediumturquoise | mediumvioletred | midnightblue | mintcream | mistyrose | moccasin |
    navajowhite | navy | oldlace | olive | olivedrab | orange | orangered | orchid | palegoldenrod | palegreen |
    paleturquoise | palevioletred | papayawhip | peachpuff | peru | pink | plum | powderblue | purple |
    rebeccapurple | red | rosybrown | royalblue | saddlebrown | salmon | sandybrown | seagreen | seashell |
    sienna | silver | skyblue | slateblue | slategray | slategrey | snow | springgreen | steelblue | tan | teal
    | thistle | tomato | turquoise | violet | wheat | white | whitesmoke | yellow | yellowgreen | transparent |
    currentcolor | inherit | initial | unset | revert | canvas | canvastext | linktext | buttonface | buttontext
    | accentcolor | highlight | highlighttext | graytext | mark | marktext
    """,
    re.IGNORECASE | re.VERBOSE,
)


def is_color(value: str) -> bool:
    """Tell whether a browser reads `value` as a colour; what is inside a function is not looked at."""
    return any(pattern.fullmatch(value) for pattern in (_NAMES, _HEX, _FUNCTION))
