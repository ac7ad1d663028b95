"""Put the slides and texts of other files in the place of `INCLUDE` placeholders, before anything is rendered.

A slide that holds nothing else is replaced by the slides that it names; amid other content, the placeholder takes in
the text of one slide. What cannot be found stays, with the finding in the place of the text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from dl4ad_slides.language.paths import Target, included_paths, parse_target
from dl4ad_slides.language.placeholders import Placeholder, parse_placeholder
from dl4ad_slides.language.regions import Kind, scan_regions
from dl4ad_slides.language.slides import INCLUDE, PlacedSlide, Splitter
from dl4ad_slides.model.diagnostics import Diagnostic, did_you_mean, error, known_names
from dl4ad_slides.model.library import Library
from dl4ad_slides.model.source import Passage
from dl4ad_slides.render.audience import slide_audience
from dl4ad_slides.render.options import Options

# What the slides of another lecture may be in this one, by the option that says so.
ROLES = ("recap", "preview")
_DEEPEST = 8  # files that include each other; each may double what a slide holds


@dataclass(frozen=True, slots=True)
class Includes:
    """Where the slides of included files come from: `ids_of` names slides that stand one behind the other.

    `languages` are those of decks by path, where they are others than that of the deck that includes.
    """

    library: Library
    decks: str
    splitter: Splitter
    ids_of: Callable[[Sequence[PlacedSlide]], Sequence[str]]
    languages: Mapping[str, str]

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
        found = self._chosen(placeholder, above)
        if isinstance(found, Diagnostic):
            return [slide._replace(texts=((_key(placeholder), found),))]
        target, chosen = found
        misused: list[Diagnostic] = []
        options = Options(placeholder, misused)
        role = next((one for one in ROLES if options.flag(one, default=False)), "")
        options.done()
        findings.extend(each.moved(slide.line - 1, slide.start.file) for each in misused)
        place = placeholder.position
        chain = (replace(place, line=place.line + slide.line - 1),)
        inner: list[Diagnostic] = [
            problem.moved(one.line - 1, one.start.file) for one in chosen for problem in one.source.problems
        ]
        own = self.expand(chosen, inner, (*above, target))
        findings.extend(each.taken_in(chain) for each in inner)
        keeps_marks = target.is_whole and not role
        audience = slide_audience(slide.source.content.text)
        audiences = slide.audiences if audience is None else (*slide.audiences, audience)
        first, *others = (
            one._replace(
                chain=one.chain + chain,
                role=role or one.role,
                language=self.languages.get(one.start.file, ""),
                marks=one.marks if keeps_marks else (),
                audiences=one.audiences + audiences,
            )
            for one in own
        )
        head = first._replace(marks=(*slide.marks, *first.marks), below=slide.below)
        return [head, *(other._replace(below=other.below or slide.below) for other in others)]

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
            found = self._chosen(placeholder, above)
            if not isinstance(found, Diagnostic):
                target, chosen = found
                text = _one_text(placeholder, target, chosen, file)
                if isinstance(text, Passage):
                    texts[_key(placeholder)] = text
                    texts |= self._texts(_placeholders(text), file, (*above, target))
                    continue
                found = text
            texts[_key(placeholder)] = found
        return texts

    def _chosen(
        self, placeholder: Placeholder, above: tuple[Target, ...]
    ) -> tuple[Target, Sequence[PlacedSlide]] | Diagnostic:
        """Return what a placeholder means, and the slides of that, not yet expanded."""
        target = parse_target(placeholder.argument)
        if target is None:
            hint = "Write <<INCLUDE:02-name.md>>, or <<INCLUDE:02-name.md#id-of-a-slide>>."
            message = f"`{placeholder.argument}` names no file of Markdown"
            return error("include-not-found", message, placeholder.position, hint)
        paths = included_paths(target.path, placeholder.position.file, self.decks)
        path = next((path for path in paths if path in self.library.texts), "")
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
        slides = self.splitter.split(self.library.texts[path], [])
        return (target, slides) if target.is_whole else self._range(target, slides, placeholder)

    def _range(
        self, target: Target, slides: Sequence[PlacedSlide], placeholder: Placeholder
    ) -> tuple[Target, Sequence[PlacedSlide]] | Diagnostic:
        own = [index for index, slide in enumerate(slides) if not slide.source.is_include]
        ids = self.ids_of([slides[index] for index in own])
        place = dict(zip(ids, own, strict=True))
        for wanted in (target.first, target.last or target.first):
            if wanted not in place:
                hint = did_you_mean(wanted, ids) or known_names(ids, "ids")
                message = f"{target.path} has no slide `{wanted}`"
                return error("include-not-found", message, placeholder.position, hint)
        first, last = place[target.first], place[target.last or target.first]
        if first > last:
            message = f"`{target.first}` stands behind `{target.last}` in {target.path}"
            return error("include-range", message, placeholder.position, "Write the earlier slide first.")
        return target, slides[first : last + 1]

    def _not_found(self, target: Target, paths: Sequence[str], placeholder: Placeholder) -> Diagnostic:
        place = placeholder.position
        if not paths:
            message, hint = (
                f"`{target.path}` lies outside of the project",
                "Copy the file into the folder of the decks.",
            )
            return error("include-not-found", message, place, hint)
        if any(path in self.library.broken for path in paths):
            message, hint = f"`{target.path}` cannot be read as Markdown", "Name a file that ends in `.md`."
            return error("include-not-found", message, place, hint)
        files = {path.removeprefix(f"{self.decks}/") for path in self.library.files if path.endswith(".md")}
        hint = did_you_mean(target.path, files) or known_names(files, "files")
        return error("include-not-found", f"there is no file `{target.path}`", place, hint)


def _one_text(
    placeholder: Placeholder, target: Target, chosen: Sequence[PlacedSlide], file: str
) -> Passage | Diagnostic:
    if target.path in {file, placeholder.position.file}:  # lines of the slide's own file count from its first one
        message, hint = "a slide cannot take in text of its own file", "Put the text into a file of its own."
        return error("include-cycle", message, placeholder.position, hint)
    if len(chosen) == 1:
        return chosen[0].source.content.moved(chosen[0].line - 1)
    message = f"`{placeholder.argument}` has {len(chosen)} slides, and cannot stand amid other content"
    hint = "Put the placeholder on a slide of its own, or name one slide by `#id`."
    return error("include-many-slides", message, placeholder.position, hint)


def _placeholders(text: Passage) -> list[Placeholder]:
    regions = scan_regions(text.text).regions
    found = [region for region in regions if region.kind is Kind.PLACEHOLDER]
    return [parse_placeholder(text.text[one.start : one.end], text.at(one.start), []) for one in found]


def _key(placeholder: Placeholder) -> tuple[str, str]:
    return placeholder.position.file, placeholder.argument
