"""Put the slides and texts of other files in the place of `INCLUDE` placeholders, before anything is rendered.

A slide that holds nothing else is replaced by the slides that it names; amid other content, the placeholder takes in
the text of one slide. What cannot be found stays, with the finding in the place of the text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from dl4ad_slides.language.mentions import find_mentions, leaves_open
from dl4ad_slides.language.paths import Target, included_paths, is_markdown, parse_target
from dl4ad_slides.language.placeholders import Placeholder, parse_placeholder
from dl4ad_slides.language.regions import Kind, scan_passage
from dl4ad_slides.language.slides import INCLUDE, PlacedSlide, SlideSource, Splitter
from dl4ad_slides.load.library import TEXT
from dl4ad_slides.model.audience import known_audiences
from dl4ad_slides.model.diagnostics import Diagnostic, did_you_mean, error, known_names
from dl4ad_slides.model.output import unique
from dl4ad_slides.model.source import Passage
from dl4ad_slides.render.facts import Facts
from dl4ad_slides.render.placeholders.include import IncludeOptions
from dl4ad_slides.render.placeholders.option_fields import read_fields
from dl4ad_slides.render.placeholders.options import Options
from dl4ad_slides.render.slide.audiences import slide_attributes

_NAMES = {"id", "aliases", "data-aliases"}
_DEEPEST = 8  # files that include each other; each may double what a slide holds


class _Page(NamedTuple):
    """The slides of a file with what is wrong with each, and which of them has which id or alias.

    They are as the page of that file shows them, or, while that is worked out, those of the file alone. `is_closed`
    tells that each of its containers ends on the slide on which it begins.
    """

    slides: Sequence[tuple[PlacedSlide, Sequence[Diagnostic]]]
    named: Mapping[str, int]
    is_expanded: bool
    is_closed: bool


@dataclass(frozen=True, slots=True)
class Includes:
    """Where the slides of included files come from: `named` tells which of the slides of a file has which id or alias.

    `language` is that of the deck that includes. `pages` are the files of which slides were asked for by id, by their
    paths.
    """

    facts: Facts
    splitter: Splitter
    named: Callable[[Sequence[PlacedSlide]], Mapping[str, int]]
    language: str
    pages: dict[str, _Page] = field(default_factory=dict)

    def expand(
        self, slides: Sequence[PlacedSlide], findings: list[Diagnostic], above: tuple[Target, ...] = ()
    ) -> tuple[PlacedSlide, ...]:
        """Return `slides` with others in the place of those that only include; `above` is what is being expanded."""
        if not any(placeholder.name == INCLUDE for slide in slides for placeholder in slide.source.placeholders):
            return tuple(slides)
        expanded: list[PlacedSlide] = []
        for slide in slides:
            if slide.source.is_include:
                expanded.extend(self._replaced(slide, findings, above))
            else:
                texts = self._texts(slide.source.placeholders, slide.start.file, above)
                expanded.append(slide._replace(texts=tuple(texts.items())))
        return tuple(expanded)

    def _replaced(
        self, slide: PlacedSlide, findings: list[Diagnostic], above: tuple[Target, ...]
    ) -> Sequence[PlacedSlide]:
        (placeholder,) = slide.source.placeholders
        target = self._target(placeholder, above)
        inner: list[Diagnostic] = []
        own = target if isinstance(target, Diagnostic) else self._slides(target, placeholder, inner, above)
        if isinstance(own, Diagnostic):
            return [slide._replace(texts=((_key(placeholder), own),))]
        misused: list[Diagnostic] = []
        parse_placeholder(placeholder.text, placeholder.position, misused)  # for what cannot be read of it
        role = read_fields(IncludeOptions, Options(placeholder, misused)).role
        findings.extend(each.moved(slide.line - 1, slide.start.file) for each in misused)
        place = placeholder.position
        chain = (replace(place, line=place.line + slide.line - 1),)
        findings.extend(each.taken_in(chain) for each in inner)
        keeps_marks = "#" not in placeholder.argument and not role
        marks: list[Diagnostic] = []
        audience, attributes = slide_attributes(slide.source.content, self.facts.audiences(), marks)
        findings.extend(each.moved(slide.line - 1, slide.start.file) for each in marks)
        audiences = slide.audiences if audience is None else (*slide.audiences, audience)
        first, *others = (
            one._replace(
                chain=one.chain + chain,
                role=role or one.role,
                language=self._other_language(one.start.file),
                marks=one.marks if keeps_marks else (),
                audiences=one.audiences + audiences,
                attributes=_attributes(one, attributes, is_first=number == 0),
            )
            for number, one in enumerate(own)
        )
        head = first._replace(marks=(*slide.marks, *first.marks), below=slide.below)
        return [head, *(other._replace(below=other.below or slide.below) for other in others)]

    def _other_language(self, file: str) -> str:
        """Return the language of a file, where it is another than that of the deck that includes it."""
        language = self.facts.language_of(file)
        return "" if language == self.language else language

    def _slides(
        self, target: Target, placeholder: Placeholder, inner: list[Diagnostic], above: tuple[Target, ...]
    ) -> Sequence[PlacedSlide] | Diagnostic:
        """Return the slides that a placeholder means, with all that they include; `inner` gets what is wrong there."""
        if target.is_whole:
            slides = self._split(target)
            if not any(passage.text.strip() for one in slides for passage in one.source.passages):
                hint = "Write its slides, or delete the placeholder."
                return error("deck-empty", f"`{placeholder.argument}` is empty", placeholder.position, hint)
            inner.extend(problem for one in slides for problem in _problems(one))
            return self.expand(slides, inner, (*above, target))
        page = self._page(target, above)
        chosen = _range(target, page, placeholder)
        if isinstance(chosen, Diagnostic):
            return chosen
        inner.extend(unique([problem for _, problems in chosen for problem in problems]))
        slides = tuple(one for one, _ in chosen)
        return slides if page.is_expanded else self.expand(slides, inner, (*above, target))

    def _page(self, target: Target, above: tuple[Target, ...]) -> _Page:
        """Return the page of a file; files may take in slides of each other, and so do not wait for each other."""
        if target.path not in self.pages:
            slides = self._split(target)
            own = [one for one in slides if not one.source.is_include]
            is_closed = not any(leaves_open(text) for one in own for text in one.source.passages)
            bare = [(one, _problems(one)) for one in own]
            self.pages[target.path] = _Page(bare, self.named(own), is_expanded=False, is_closed=is_closed)
            shown: list[tuple[PlacedSlide, Sequence[Diagnostic]]] = []
            for slide in slides:
                problems = _problems(slide)
                shown.extend((one, problems) for one in self.expand([slide], problems, (*above, target)))
            named = self.named([one for one, _ in shown])
            self.pages[target.path] = _Page(shown, named, is_expanded=True, is_closed=is_closed)
        return self.pages[target.path]

    def _split(self, target: Target) -> Sequence[PlacedSlide]:
        text = self.facts.file(TEXT, target.path)
        if text is None:
            return ()
        text = replace(text, dialect=self.facts.dialect_of(target.path))
        return self.splitter.split(text, [], self.facts.separators_of(target.path))

    def _texts(
        self, placeholders: Sequence[Placeholder], file: str, above: tuple[Target, ...]
    ) -> dict[tuple[str, str], Passage | Diagnostic]:
        """Return what the placeholders amid other content take in, and what these texts take in themselves.

        All of it comes to stand on a slide of `file`.
        """
        texts: dict[tuple[str, str], Passage | Diagnostic] = {}
        for placeholder in placeholders:
            if placeholder.name != INCLUDE or _key(placeholder) in texts:
                continue
            target = self._target(placeholder, above)
            found = target if isinstance(target, Diagnostic) else self._text(target, placeholder, file, above)
            texts[_key(placeholder)] = found
            if isinstance(target, Target) and isinstance(found, Passage):
                texts |= self._texts(_placeholders(found), file, (*above, target))
        return texts

    def _text(
        self, target: Target, placeholder: Placeholder, file: str, above: tuple[Target, ...]
    ) -> Passage | Diagnostic:
        if target.path in {file, placeholder.position.file}:  # lines of the slide's own file count from its first one
            message, hint = "a slide cannot take in text of its own file", "Put the text into a file of its own."
            return error("include-cycle", message, placeholder.position, hint)
        if target.is_whole:
            return self._one_text(placeholder, self._split(target))
        chosen = _range(target, self._page(target, above), placeholder)
        return chosen if isinstance(chosen, Diagnostic) else self._one_text(placeholder, [one for one, _ in chosen])

    def _one_text(self, placeholder: Placeholder, chosen: Sequence[PlacedSlide]) -> Passage | Diagnostic:
        if len(chosen) == 1 and chosen[0].audiences:
            message = f"`{placeholder.argument}` is not for everybody, and cannot stand amid other content"
            return error("deck-audience", message, placeholder.position, "Put the placeholder on a slide of its own.")
        if len(chosen) == 1:
            return self._with_audience(chosen[0].source).moved(chosen[0].line - 1)
        message = f"`{placeholder.argument}` has {len(chosen)} slides, and cannot stand amid other content"
        hint = "Put the placeholder on a slide of its own, or name one slide by `#id`."
        return error("include-many-slides", message, placeholder.position, hint)

    def _with_audience(self, source: SlideSource) -> Passage:
        """Return the content of a slide, and the comments in its notes that say for whom it is."""
        text, notes, known = source.content, source.notes, known_audiences(self.facts.audiences())
        for region in scan_passage(notes).regions if notes else ():
            comment = notes.slice(region.start, region.end) if notes and region.kind is Kind.COMMENT else None
            if comment and ".element" not in comment.text and find_mentions(comment, known):
                lines = (*text.lines, comment.lines[0], *comment.lines)
                text = replace(text, text=f"{text.text}\n\n{comment.text}", lines=lines)
        return text

    def _target(self, placeholder: Placeholder, above: tuple[Target, ...]) -> Target | Diagnostic:
        """Return what a placeholder means."""
        target = parse_target(placeholder.argument)
        if target is None:
            hint = "Write <<INCLUDE:02-name.md>>, or <<INCLUDE:02-name.md#id-of-a-slide>>."
            message = f"`{placeholder.argument}` names no file of Markdown"
            return error("include-not-found", message, placeholder.position, hint)
        paths = included_paths(target.path, placeholder.position.file, self.facts.deck_folder())
        path = next((path for path in paths if self.facts.file(TEXT, path)), "")
        if not path:
            return self._not_found(target, paths, placeholder)
        target = replace(target, path=path)
        if target in above:
            message = f"`{placeholder.argument}` includes itself"
            notes = [f"{one.path}{f'#{one.first}' if one.first else ''} is on the way" for one in above]
            return error("include-cycle", message, placeholder.position, "Delete one of the placeholders.", *notes)
        if len(above) > _DEEPEST:
            message = f"`{placeholder.argument}` stands behind a chain of {_DEEPEST} other files"
            return error("include-cycle", message, placeholder.position, "Include the file where it is wanted.")
        return target

    def _not_found(self, target: Target, paths: Sequence[str], placeholder: Placeholder) -> Diagnostic:
        place = placeholder.position
        if not paths:
            message, hint = (
                f"`{target.path}` lies outside of the project",
                "Copy the file into the folder of the decks.",
            )
            return error("include-not-found", message, place, hint)
        if any(map(self.facts.is_broken_file, paths)):
            message, hint = f"`{target.path}` cannot be read as Markdown", "Name a file that ends in `.md`."
            return error("include-not-found", message, place, hint)
        folder = f"{self.facts.deck_folder()}/"
        files = {path.removeprefix(folder) for path in self.facts.nameable_files() if is_markdown(path)}
        hint = did_you_mean(target.path, files) or known_names(files, "files")
        return error("include-not-found", f"there is no file `{target.path}`", place, hint)


def _range(
    target: Target, page: _Page, placeholder: Placeholder
) -> Sequence[tuple[PlacedSlide, Sequence[Diagnostic]]] | Diagnostic:
    for wanted in (target.first, target.last or target.first):
        if wanted not in page.named:
            hint = did_you_mean(wanted, page.named) or known_names(page.named, "ids")
            message = f"{target.path} has no slide `{wanted}`"
            return error("include-not-found", message, placeholder.position, hint)
    if not page.is_closed:
        message = f"a container in {target.path} does not end on its slide, and may be meant to hide this one"
        hint = "Close it on its slide, and open another one on the next."
        return error("deck-audience", message, placeholder.position, hint)
    first, last = page.named[target.first], page.named[target.last or target.first]
    if first > last:
        message = f"`{target.first}` stands behind `{target.last}` in {target.path}"
        return error("include-range", message, placeholder.position, "Write the earlier slide first.")
    return page.slides[first : last + 1]


def _problems(slide: PlacedSlide) -> list[Diagnostic]:
    return [problem.moved(slide.line - 1, slide.start.file) for problem in slide.source.problems]


def _attributes(slide: PlacedSlide, given: Mapping[str, str], *, is_first: bool) -> tuple[tuple[str, str], ...]:
    """Return what is said of a slide where it is taken in; names are for the first one alone."""
    ours = {name: value for name, value in given.items() if is_first or name not in _NAMES}
    return tuple({**dict(slide.attributes), **ours}.items())


def _placeholders(text: Passage) -> list[Placeholder]:
    regions = scan_passage(text).regions
    found = [region for region in regions if region.kind is Kind.PLACEHOLDER]
    return [parse_placeholder(text.text[one.start : one.end], text.at(one.start), []) for one in found]


def _key(placeholder: Placeholder) -> tuple[str, str]:
    return placeholder.position.file, placeholder.argument
