"""What a file is by its name: a film, a sound, or something that browsers neither show nor play."""

from __future__ import annotations

from posixpath import splitext
from typing import NamedTuple

from dl4ad_slides.language.paths import path_in

# What can be written of a player behind a picture, as words or with a value.
SWITCHES = ("controls", "autoplay", "data-autoplay", "loop", "muted", "playsinline")
_VIDEOS = (".mp4", ".m4v", ".webm", ".ogv", ".mov")
_SOUNDS = (".mp3", ".m4a", ".aac", ".ogg", ".oga", ".opus", ".wav", ".flac", ".weba")


class Conversion(NamedTuple):
    """How a file becomes one that browsers show: the `command` with the names of both, and the `ending` of the other.

    `shown` are endings under which the other file may be there already.
    """

    command: str
    ending: str
    shown: tuple[str, ...]


_PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif")


def _picture(ending: str, command: str, *endings: str) -> dict[str, Conversion]:
    return dict.fromkeys(endings, Conversion(command, ending, _PICTURES))


_NO_PICTURES = {
    **_picture(".svg", "pdftocairo -svg {file} {new}", ".pdf", ".ai"),
    **_picture(".svg", "ps2pdf -dEPSCrop {file} - | pdftocairo -svg - {new}", ".eps", ".ps"),
    **_picture(".svg", "inkscape {file} --export-filename={new}", ".wmf", ".emf", ".cdr"),
    **_picture(".svg", "gunzip -c {file} > {new}", ".svgz"),
    **_picture(".svg", "drawio -x -f svg -o {new} {file}", ".drawio"),
    **_picture(".svg", "soffice --headless --convert-to svg --outdir {folder} {file}", ".odg", ".vsd", ".vsdx"),
    **_picture(".png", "magick {file} {new}", ".tif", ".tiff", ".tga", ".pcx", ".ppm", ".pgm", ".pbm", ".pnm", ".dds"),
    **_picture(".png", "magick {file} -flatten {new}", ".psd", ".xcf"),
    **_picture(".jpg", "magick {file} {new}", ".heic", ".heif", ".jp2", ".j2k", ".jxl"),
    **_picture(".jpg", "magick {file} {new}", ".dng", ".cr2", ".cr3", ".nef", ".arw", ".raf", ".orf", ".rw2"),
}
_NO_MEDIA = {
    **dict.fromkeys(
        (".avi", ".mkv", ".wmv", ".flv", ".mpg", ".mpeg", ".mts", ".m2ts", ".vob", ".3gp"),
        Conversion("ffmpeg -i {file} {new}", ".mp4", _VIDEOS),
    ),
    **dict.fromkeys(
        (".wma", ".aif", ".aiff", ".amr", ".ape", ".au", ".caf"),
        Conversion("ffmpeg -i {file} {new}", ".mp3", _SOUNDS),
    ),
    **dict.fromkeys((".mid", ".midi"), Conversion("timidity {file} -Ow -o {new}", ".wav", _SOUNDS)),
}


def player_of(address: str) -> str:
    """Return the element that plays the file at an address, `video` or `audio`; nothing for what is to be seen."""
    ending = ending_of(address)
    return "video" if ending in _VIDEOS else "audio" if ending in _SOUNDS else ""


def ending_of(address: str) -> str:
    """Return the ending of the file at an address, in small letters."""
    return splitext(path_in(address))[1].lower()


def conversion_of(address: str) -> Conversion | None:
    """Return how a file that browsers neither show nor play becomes one that they do; None for all others."""
    ending = ending_of(address)
    return _NO_PICTURES.get(ending) or _NO_MEDIA.get(ending)


def is_played(address: str) -> bool:
    """Tell whether the file at an address is a film or a sound."""
    return bool(player_of(address)) or ending_of(address) in _NO_MEDIA
