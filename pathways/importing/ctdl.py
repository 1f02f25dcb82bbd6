"""
A pathway in CTDL (JSON-LD) as a map: ours come back whole, others as far as our format goes.

Read in all three dialects that are about: prefixed (``ceterms:name``), bare (``name``) and expanded (whole
addresses), with the older words. Jobs and work experience become roles, all other components qualifications
of another kind. What our format has no place for is a remark, and errs towards asking more: a constraint, a
long "three of these", a reference that leads nowhere become a condition to confirm, never a door that stands
open.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, combinations, count
from math import comb
from typing import Any, Final

from pathways.errors import UnreadableData
from pathways.exports.ctdl import OURS
from pathways.importing.remarks import ReadBack, Remark
from pathways.model import CareersFile
from pathways.names import fold
from pathways.problems import Problem
from pathways.validation.files import decoded
from pathways.wording import LANGUAGES, say

MOST_WAYS_TO_CHOOSE: Final = 20
_ROLES: Final = frozenset({"JobComponent", "WorkExperienceComponent", "Job", "WorkExperience"})
_OTHERS: Final = frozenset(
    f"{kind}{ending}"
    for kind in (
        "Credential", "Course", "Assessment", "Competency", "Basic", "Cocurricular", "Extracurricular",
        "Collection", "Multi", "Selection", "Certification", "Degree", "Certificate", "Diploma", "License",
    )
    for ending in ("Component", "")
)  # fmt: skip
_CARRIED: Final = frozenset(
    {
        "id", "type", "graph", "context", "name", "description", "hasCondition", "prerequisite",
        "hasDestinationComponent", "hasPart", "isDestinationComponentOf", "isDestinationComponentFor",
        "isPartOf", "subjectWebpage", "ctid",
    }
)  # fmt: skip
_NUMBERED: Final = ("requiredNumber", "rightOperand")
_OPERATORS: Final = ("logicalOperator", "logicalOperand")
_SOURCE: Final = "ctdl"
_LONGEST_ID: Final = 80
_Thing = Mapping[str, list[Any]]
"""One thing of the document: its properties by their bare names, each with all its values."""
_Raw = dict[str, Any]


def read_ctdl(content: bytes, name: str, *, as_of: date) -> ReadBack:
    """
    The map of a CTDL document.

    Parameters
    ----------
    content
        JSON-LD, as it was written.
    name
        What problems call it.
    as_of
        The day of the map, where the document does not tell one.

    Raises
    ------
    UnreadableData
        It is not JSON, or holds no pathway.

    Examples
    --------
    >>> from pathways.exports import export_bytes
    >>> from tests.small_map import small
    >>> back = read_ctdl(export_bytes(small(), "ctdl"), "small", as_of=date(2026, 1, 1))
    >>> len(back.raw["steps"]) == len(small().steps), back.remarks
    (True, ())
    """
    try:
        raw = decoded(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        what = f"byte {error.start} is not UTF-8"
        raise UnreadableData(Problem(name, what, "save it in UTF-8")) from None
    listed = [(str(_one(thing, "id")), thing) for thing in _things(raw)]
    things = dict(listed)
    pathways = [thing for thing in things.values() if "Pathway" in _types(thing)]
    if not pathways:
        what = "it holds no pathway (ceterms:Pathway)"
        raise UnreadableData(Problem(name, what, "choose a document that describes one"))
    try:
        if "cp:map" in pathways[0]:
            return _ours(pathways[0], things, name)
        return _Foreign(pathways, things, as_of).read_back(twice=len(listed) - len(things))
    except RecursionError:
        what = "its conditions are nested too deeply"
        raise UnreadableData(Problem(name, what, "flatten its conditions")) from None


# --- JSON-LD in any dialect -----------------------------------------------------------------------


def _things(raw: Any) -> Iterator[_Thing]:
    listed = raw.get("@graph", [raw]) if isinstance(raw, dict) else raw
    if isinstance(listed, list):
        yield from (_thing(each) for each in listed if isinstance(each, dict))


def _thing(raw: Mapping[str, Any]) -> _Thing:
    return {_bare(name): value if isinstance(value, list) else [value] for name, value in raw.items()}


def _bare(name: str) -> str:
    """
    A property without its namespace; ours keeps a mark.

    Examples
    --------
    >>> _bare("https://purl.org/ctdl/terms/name"), _bare("ceterms:name"), _bare("@id"), _bare("cp:step")
    ('name', 'name', 'id', 'cp:step')
    """
    last = re.split(r"[/#:@]", name)[-1]
    return f"cp:{last}" if name.startswith(("cp:", OURS)) else last


def _one(thing: _Thing, *names: str) -> Any:
    """The first value of the first of some properties that is there; None when none is."""
    found = next((thing[name][0] for name in names if thing.get(name)), None)
    return found.get("@value", found.get("@id", found)) if isinstance(found, dict) else found


def _types(thing: _Thing) -> frozenset[str]:
    return frozenset(_bare(str(each)) for each in thing.get("type", ()))


def _links(thing: _Thing, name: str) -> list[str]:
    """The ids that a property refers to, as bare texts or as ``{"@id": …}``."""
    found = (
        each.get("@id", each.get("id")) if isinstance(each, dict) else each for each in thing.get(name, ())
    )
    return [each for each in found if isinstance(each, str)]


def _said(thing: _Thing, name: str) -> dict[str, str]:
    """A text by language; without one, under the empty language."""
    said: dict[str, str] = {}
    for value in thing.get(name, ()):
        if isinstance(value, str):
            said.setdefault("", value)
        elif isinstance(value, dict) and "@value" in value:
            said.setdefault(_language(str(value.get("@language") or "")), str(value["@value"]))
        elif isinstance(value, dict):
            for tag, text in value.items():
                said.setdefault(_language(tag), str(text[0] if isinstance(text, list) and text else text))
    return {tag: text.strip() for tag, text in said.items() if text.strip()}


def _language(tag: str) -> str:
    return tag.lstrip("@").lower()[:2]


# --- our own --------------------------------------------------------------------------------------


def _ours(pathway: _Thing, things: Mapping[str, _Thing], name: str) -> ReadBack:
    """A document that was exported here: nodes, steps and trees from the components and their conditions."""
    try:
        raw: _Raw = {"sources": [], **_one(pathway, "cp:map"), "qualifications": [], "roles": [], "steps": []}
        for thing in things.values():
            if "cp:node" in thing:
                kind = "roles" if "JobComponent" in _types(thing) else "qualifications"
                node = _one(thing, "cp:node")
                raw[kind].append(node)
                raw["steps"] += [_our_step(way, node["id"]) for way in _our_ways(thing)]
        file = CareersFile.model_validate(raw)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        what = f"it is not laid out as it was exported ({error})"
        raise UnreadableData(Problem(name, what, "export it again")) from None
    return ReadBack(file.model_dump(mode="json", exclude_defaults=True))


def _our_ways(component: _Thing) -> Iterator[_Thing]:
    for either in component.get("hasCondition", ()):
        yield from (_thing(way) for way in _thing(either)["hasCondition"])


def _our_step(way: _Thing, target: str) -> _Raw:
    (asked,) = way["hasCondition"]
    return {**_one(way, "cp:step"), "target": target, "requires": _our_tree(_thing(asked))}


def _our_tree(condition: _Thing) -> _Raw | None:
    if "cp:open" in condition:
        return None
    if "cp:requirement" in condition:
        found: _Raw = _one(condition, "cp:requirement")
        return found
    group = {"And": "all_of", "Or": "any_of"}[_bare(str(_one(condition, "logicalOperator")))]
    return {group: [_our_tree(_thing(each)) for each in condition["hasCondition"]]}


# --- those of others ------------------------------------------------------------------------------


class _Foreign:
    """Reads a document of others, and keeps what it does not carry over."""

    def __init__(self, pathways: Sequence[_Thing], things: Mapping[str, _Thing], as_of: date) -> None:
        self._pathways, self._things, self._as_of = pathways, things, as_of
        self._components = {
            name: thing for name, thing in things.items() if _types(thing) & (_ROLES | _OTHERS)
        }
        self._ids = dict(self._named())
        self._noted: Counter[str] = Counter()

    def read_back(self, twice: int) -> ReadBack:
        self._noted["twice"] += twice
        raw = self._raw()
        return ReadBack(raw, tuple(self._remarks()))

    def _named(self) -> Iterator[tuple[str, str]]:
        """Our id of each component: its name in kebab-case, numbered where it is taken."""
        taken: set[str] = set()
        for name, thing in self._components.items():
            said = next(iter(_said(thing, "name").values()), "component")
            kebab = "-".join(re.findall("[a-z0-9]+", fold(said)))[:_LONGEST_ID].strip("-") or "component"
            numbered = (f"{kebab}-no-{number}" for number in count(2))
            found = next(each for each in chain([kebab], numbered) if each not in taken)
            taken.add(found)
            yield name, found

    def _raw(self) -> _Raw:
        first = self._pathways[0]
        title = self._text(first, "name") or {"fr": "CTDL", "en": "CTDL"}
        nodes = {name: self._node(name, thing) for name, thing in self._components.items()}
        return {
            "edition": _SOURCE,
            "as_of": self._as_of.isoformat(),
            "title": title,
            "licence": "?",
            "sources": [self._source(title)],
            "qualifications": [node for name, node in nodes.items() if not self._is_role(name)],
            "roles": [node for name, node in nodes.items() if self._is_role(name)],
            "steps": [self._step(name, thing) for name, thing in self._components.items()],
        }

    def _source(self, title: Mapping[str, str]) -> _Raw:
        first = self._pathways[0]
        owner = _links(first, "ownedBy") or _links(first, "offeredBy") or ["?"]
        url = _one(first, "subjectWebpage", "subjectWebPage", "source")
        source = {"id": _SOURCE, "title": title["en"], "publisher": owner[0], "kind": "register"}
        return source | ({"url": url} if isinstance(url, str) else {})

    def _is_role(self, name: str) -> bool:
        return bool(_types(self._components[name]) & _ROLES)

    def _node(self, name: str, thing: _Thing) -> _Raw:
        label = self._text(thing, "name") or {"fr": self._ids[name], "en": self._ids[name]}
        summary = self._text(thing, "description")
        kind = {"status": "outside"} if self._is_role(name) else {"kind": "other"}
        node = {"id": self._ids[name], "label": label, **kind, "sources": [{"id": _SOURCE, "locator": name}]}
        return node | ({"summary": summary} if summary else {})

    def _text(self, thing: _Thing, name: str) -> dict[str, str] | None:
        """A text in both languages; one that is missing repeats another, with that one's code."""
        said = _said(thing, name)
        if not said:
            return None
        tag, text = next(iter(said.items()))
        other = f"{text} [{tag}]" if tag else text
        self._noted["language"] += not said.keys() >= set(LANGUAGES)
        return {lang: said.get(lang, text if lang == tag else other) for lang in LANGUAGES}

    # --- steps and conditions

    def _step(self, name: str, thing: _Thing) -> _Raw:
        parts = [self._tree(each, frozenset()) for each in self._conditions(thing)]
        parts += [self._leaf(target) for target in _links(thing, "prerequisite")]
        if not parts:
            self._noted["silent"] += 1
            parts = [self._unknown("ctdl.unsaid")]
        return {
            "id": f"{self._ids[name]}-by-ctdl",
            "target": self._ids[name],
            "access": "recruitment" if self._is_role(name) else "continuing",
            "requires": _grouped("all_of", parts),
            "basis": "assumed",
            "why": {lang: say("import.ctdl.access", lang) for lang in LANGUAGES},
            "sources": [{"id": _SOURCE, "locator": name}],
        }

    def _conditions(self, thing: _Thing) -> Iterator[_Thing]:
        """The conditions of a component or a condition, written in it or beside it."""
        for each in thing.get("hasCondition", ()):
            if isinstance(each, dict) and not each.keys() <= {"@id", "id"}:
                yield _thing(each)
            else:
                name = each.get("@id", each.get("id")) if isinstance(each, dict) else each
                yield self._things.get(str(name), {"id": [name]})

    def _tree(self, condition: _Thing, above: frozenset[str]) -> _Raw:
        name = str(_one(condition, "id"))
        if name in above:
            self._noted["circle"] += 1
            return self._unknown("ctdl.unsaid")
        below = above | ({name} if "id" in condition else frozenset())
        parts = [self._leaf(target) for target in _links(condition, "targetComponent")]
        parts += [self._tree(each, below) for each in self._conditions(condition)]
        told = self._of(parts, condition)
        bounds = len(condition.get("hasConstraint", ()))
        self._noted["constraint"] += bounds
        if bounds or not parts:
            told = [*told, self._described(condition)]
        return _grouped("all_of", told)

    def _of(self, parts: list[_Raw], condition: _Thing) -> list[_Raw]:
        """The parts as many of which must be met as the condition says; all of what is returned is."""
        needed = self._needed(len(parts), condition)
        if needed >= len(parts):
            return parts
        if needed == 1:
            return [_grouped("any_of", parts)]
        if comb(len(parts), needed) <= MOST_WAYS_TO_CHOOSE:
            return [
                _grouped("any_of", [_grouped("all_of", chosen) for chosen in combinations(parts, needed)])
            ]
        self._noted["several_of"] += 1
        return [_grouped("any_of", parts), self._unknown("ctdl.several_of", needed=needed, of=len(parts))]

    def _needed(self, of: int, condition: _Thing) -> int:
        """How many parts must be met: the greater of what the number and the operator say."""
        operator = _bare(str(_one(condition, *_OPERATORS) or "")).casefold()
        number = _one(condition, *_NUMBERED)
        said = [int(number)] if str(number).isdecimal() else []
        by_operator = {"and": [of], "or": [1], "onlyone": [1]}.get(operator, [])
        self._noted["only_one"] += operator == "onlyone"
        self._noted["number"] += bool(said) and of > 0 and said[0] > of
        return max([1, *said, *by_operator]) if said or by_operator else of

    def _leaf(self, target: str) -> _Raw:
        if target not in self._components:
            self._noted["dangling"] += 1
            return self._unknown("ctdl.missing", target=target)
        return {"in_post" if self._is_role(target) else "holds": self._ids[target]}

    def _described(self, condition: _Thing) -> _Raw:
        text = self._text(condition, "description") or self._text(condition, "name")
        return {"not_published": text} if text else self._unknown("ctdl.unsaid")

    def _unknown(self, key: str, **values: Any) -> _Raw:
        return {"not_published": {lang: say(key, lang, **values) for lang in LANGUAGES}}

    # --- remarks

    def _remarks(self) -> Iterator[Remark]:
        yield Remark("import.ctdl.access")
        for key, times in self._noted.items():
            if times:
                yield Remark(f"import.ctdl.{key}", number=times)
        for kind, times in _most(_types(thing) - _ROLES for thing in self._components.values()):
            yield Remark("import.ctdl.kinds", {"kind": kind}, times)
        others = (self._things[name] for name in self._things.keys() - self._components.keys())
        known = {"Pathway", "ComponentCondition", "Constraint"}
        for kind, times in _most(_types(thing) - known for thing in others):
            yield Remark("import.ctdl.thing", {"kind": kind}, times)
        told = (*self._components.values(), *self._pathways)
        for name, times in _most(thing.keys() - _CARRIED for thing in told):
            yield Remark("import.ctdl.property", {"name": name}, times)


def _most(groups: Iterator[frozenset[str]] | Any) -> list[tuple[str, int]]:
    """What is in some groups, the most frequent first, then by name."""
    counted = Counter(each for group in groups for each in group)
    return sorted(counted.items(), key=lambda each: (-each[1], each[0]))


def _grouped(kind: str, parts: Sequence[_Raw]) -> _Raw:
    return parts[0] if len(parts) == 1 else {kind: list(parts)}
