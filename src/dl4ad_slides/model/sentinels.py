"""Characters that stand for something of ours in a text while it is rendered, all of them in one place.

Unicode keeps U+FDD0 to U+FDEF as non-characters, which no text is to hold: they are replaced in every file that is
read, so that nothing an author writes can be mistaken for one.
"""

from __future__ import annotations

# What no text may hold: control characters that HTML forbids, and the non-characters. For a class of characters.
FORBIDDEN = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff"
SURROGATES = "\ud800-\udfff"  # what files cannot hold, and strings made of escapes can

# Around the number of a slot.
SLOT_OPEN, SLOT_CLOSE = "\ufdd0", "\ufdd1"
# The id of the slide in ids inside of it, until that is known.
OWN_ID = "\ufdd2"
# Around the number of a heading within the slide, in the place of its id.
HEADING_ID = "\ufddb"
# Where a part begins that is not for everybody, behind its audiences, and where it ends.
PART_BEGIN, PART_NAMED, PART_END = "\ufdd3", "\ufdd4", "\ufdd5"
# Around the place of a tag that the author wrote, behind the tag.
TAG_OPEN, TAG_CLOSE = "\ufdd6", "\ufdd7"
# In the visible text of a slide: before a character that the author escaped, in the place of code and pictures, and
# at the start of a list item.
ESCAPED, OBJECT, ITEM = "\ufdd8", "\ufdd9", "\ufdda"
# Markup in what the citation processor gives, which would escape tags.
CITED_MARKUP = {
    **{"\ufde0": "<i>", "\ufde1": "</i>", "\ufde2": "<b>", "\ufde3": "</b>", "\ufde4": "<sup>", "\ufde5": "</sup>"},
    **{"\ufde6": "<sub>", "\ufde7": "</sub>", "\ufde8": '<span class="small-caps">', "\ufde9": "</span>"},
    **{"\ufdea": "<u>", "\ufdeb": "</u>"},
}
# The name of people who are not named: `and others`, or an author who is left out.
NOBODY = "\ufdec"
# Behind the number that an entry of a bibliography begins with.
LABEL_END = "\ufded"
# Around the key in the address of a citation, until it is known where that leads.
KEY_START, KEY_END = "\ufdee", "\ufdef"
# Characters for private use, each in place of one work while a cluster of citations is set. Authors may write these,
# and so they never leave that step.
WORKS = range(0xE000, 0xE400)
# A character that no font has.
NO_GLYPH = "\uffff"
