"""
What changed between two editions, in words: node by node, with conditions as sentences, and sources.

The lines are Markdown as well as plain text: the change log of the data is made of them. What is the same in
many places is told once; texts of ours put in other words are only counted.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import TypeAdapter

from pathways.catalogue import Catalogue
from pathways.changes import Change, changes
from pathways.model import Lang, Requirement
from pathways.wording import day, duration, in_one_line, outline, say, say_many

_MANY: Final = 4
_TOLD_BY_NAME: Final = 6
_OURS: Final = frozenset({"summary", "notes", "remarks", "text", "also_called", "conflicts"})
_TREE: TypeAdapter[Requirement] = TypeAdapter(Requirement)


@dataclass(frozen=True, slots=True)
class ChangesSheet:
    """The differences between two editions, and the lines that tell them."""

    changes: tuple[Change, ...]
    lines: tuple[str, ...]


def changes_sheet(old: Catalogue, new: Catalogue, lang: Lang) -> ChangesSheet:
    """What changed from an old edition to a new one."""
    found = changes(old, new)
    return ChangesSheet(found, tuple(_Teller(old, new, lang).lines(found)))


@dataclass(frozen=True, slots=True)
class Section:
    """
    What a change log says of one card, or of one kind of thing.

    Parameters
    ----------
    node
        The card that it is about; None where it is about none.
    lines
        What changed, each with the ids of its sources.
    """

    heading: str
    node: str | None
    lines: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class LoggedEdition:
    """What a change log says of one edition: its title, how much has changed, and what."""

    title: str
    about: str
    sections: tuple[Section, ...]


def read_log(text: str) -> tuple[LoggedEdition, ...]:
    r"""
    A change log made of the lines of such sheets, newest edition first.

    Examples
    --------
    >>> (edition,) = read_log("## Edition 2\n\nTwo.\n\n### A (`a`)\n\n- title: x → y [law, …]\n")
    >>> edition.sections[0].node, edition.sections[0].lines
    ('a', (('title: x → y', ('law',)),))
    """
    return tuple(_logged(part) for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:])


def _logged(text: str) -> LoggedEdition:
    head, *sections = re.split(r"^### ", text, flags=re.MULTILINE)
    title, _, about = head.partition("\n")
    return LoggedEdition(title, about.strip(), tuple(map(_section, sections)))


def _section(text: str) -> Section:
    heading, *lines = text.splitlines()
    named = re.fullmatch(r"(.*) \(`([^`]+)`\)", heading)
    told = tuple(_line(line.removeprefix("- ")) for line in lines if line.startswith("- "))
    return Section(named[1] if named else heading, named[2] if named else None, told)


def _line(text: str) -> tuple[str, tuple[str, ...]]:
    cited = re.search(r" \[([^\[\]]+)\]$", text)
    if cited is None:
        return text, ()
    return text[: cited.start()], tuple(each for each in cited[1].split(", ") if each != "…")


class _Teller:
    def __init__(self, old: Catalogue, new: Catalogue, lang: Lang) -> None:
        self._old = old
        self._new = new
        self._lang = lang

    def lines(self, found: tuple[Change, ...]) -> Iterator[str]:
        """The heading, what is alike on many nodes, then the nodes, then the rest."""
        file = self._new.file
        title = self._say("title", edition=file.edition, day=day(file.as_of, self._lang))
        yield f"## {title}"
        yield ""
        yield say_many("changes.count", len(found), self._lang, edition=self._old.file.edition)
        shared, own, reworded = _parted(found)
        if shared:
            yield from ("", f"### {self._say('shared')}", "")
            yield from (self._alike(alike) for alike in shared)
        for heading, about in self._by_node(own).items():
            yield from ("", f"### {heading}", "")
            yield from self._about(about)
        if reworded:
            yield from ("", f"### {self._say('reworded')}", "")
            yield from (self._counted(field, number) for field, number in sorted(reworded.items()))

    def _by_node(self, own: list[Change]) -> dict[str, list[Change]]:
        grouped: dict[str, list[Change]] = defaultdict(list)
        for change in own:
            grouped[self._heading(change)].append(change)
        return grouped

    def _heading(self, change: Change) -> str:
        if change.node is None:
            return self._say(f"part.{change.part}")
        known = self._new if change.node in self._new.nodes else self._old
        return f"{known.label(change.node, self._lang)} (`{change.node}`)"

    def _alike(self, alike: list[Change]) -> str:
        return f"- {say_many('changes.on', len(alike), self._lang, what=self._what(alike[0]))}{_cited(alike)}"

    def _counted(self, field: str, number: int) -> str:
        return f"- {say_many('changes.on', number, self._lang, what=self._field(field))}"

    def _about(self, found: list[Change]) -> Iterator[str]:
        """The changes of a node: the items that came to one list in one line, and so those that went."""
        grouped: dict[tuple[str, str, bool], list[Change]] = defaultdict(list)
        for change in found:
            grouped[change.entry, change.field, change.after is None].append(change)
        for (entry, _, _), together in grouped.items():
            name = "" if entry == together[0].node else f"`{entry}` "
            yield f"- {name}{self._what(*together)}{_cited(together)}"

    def _what(self, first: Change, *others: Change) -> str:
        """What came or went together, or what changed from what to what."""
        if not first.field:
            return self._say("entry_added" if first.before is None else "entry_removed")
        field, together = self._field(first.field), (first, *others)
        if first.before is None:
            return self._say("added", field=field, after=self._listed(first, [c.after for c in together]))
        if first.after is None:
            return self._say("removed", field=field, before=self._listed(first, [c.before for c in together]))
        before, after = self._from_to(first)
        return self._say("changed", field=field, before=before, after=after)

    def _from_to(self, change: Change) -> tuple[str, str]:
        """A value before and after; where the texts differ in the other language only, in that one."""
        before = self._value(change.field, change.before, self._old)
        after = self._value(change.field, change.after, self._new)
        if before == after and "fr" in change.before:
            other: Lang = "en" if self._lang == "fr" else "fr"
            return self._say("quoted", text=change.before[other]), self._say(
                "quoted", text=change.after[other]
            )
        return before, after

    def _listed(self, change: Change, values: list[Any]) -> str:
        catalogue = self._old if change.after is None else self._new
        told = [self._value(change.field, each, catalogue) for each in values[:_TOLD_BY_NAME]]
        left = len(values) - len(told)
        return "; ".join([*told, *([say_many("changes.more", left, self._lang)] if left else [])])

    def _field(self, field: str) -> str:
        return self._say(f"field.{field}")

    # --- values -----------------------------------------------------------------------------------

    def _value(self, field: str, value: Any, catalogue: Catalogue) -> str:
        match field, value:
            case "requires", _:
                asked = _TREE.validate_json(json.dumps(value))
                return in_one_line(outline(asked, catalogue, self._lang), self._lang)
            case "months", {"min": shortest, "max": longest}:
                return duration(shortest, longest, self._lang)
            case _, {"fr": _, "en": _}:
                return self._say("quoted", text=value[self._lang])
            case _, Mapping():
                return self._fields(value)
            case _, list():
                return ", ".join(self._value(field, each, catalogue) for each in value)
            case _:
                return str(value)

    def _fields(self, value: Mapping[str, Any]) -> str:
        """What an item holds, but for where it comes from."""
        told = (self._value(key, each, self._new) for key, each in value.items() if key != "sources")
        return ", ".join(told)

    def _say(self, key: str, **values: Any) -> str:
        return say(f"changes.{key}", self._lang, **values)


def _cited(found: Iterable[Change]) -> str:
    cited = dict.fromkeys(source for change in found for source in change.sources)
    told = [*list(cited)[:_TOLD_BY_NAME], *(["…"] if len(cited) > _TOLD_BY_NAME else [])]
    return f" [{', '.join(told)}]" if told else ""


def _parted(found: Iterable[Change]) -> tuple[list[list[Change]], list[Change], Counter[str]]:
    """What is alike in many places, what is particular to few, and how many texts of ours were reworded."""
    alike: dict[str, list[Change]] = defaultdict(list)
    reworded: Counter[str] = Counter()
    for change in found:
        if change.field in _OURS:
            reworded[change.field] += 1
        else:
            what = [change.part, change.field, change.before, change.after]
            alike[json.dumps(what, sort_keys=True)].append(change)
    many = [group for group in alike.values() if len(group) >= _MANY and group[0].field]
    few = [change for group in alike.values() if len(group) < _MANY or not group[0].field for change in group]
    return many, few, reworded
