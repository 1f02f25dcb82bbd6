"""
The data dictionary, written from the models and the data: what each field means, what is there, what is not.

``python -m pathways.dictionary`` writes ``data/README.md`` anew. Everything in it is counted or read from the
two files and their models, but for the few sentences that say how to use them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel

from pathways.cards import Writer, conflict_in_words, in_lines
from pathways.catalogue import DEFAULT_FILE, Catalogue, load
from pathways.coverage import Coverage, coverage
from pathways.model import CareersFile, Citation
from pathways.pay import PayTables, load_pay
from pathways.reach import OutOfReach, out_of_reach
from pathways.wording import day, outline, say, say_many

DICTIONARY: Final = DEFAULT_FILE.with_name("README.md")

_HEAD: Final = """\
# The data dictionary

Written by `python -m pathways.dictionary` from the models and the data: do not edit it by hand.

`careers.json` is the map: qualifications, roles, and the steps between them with their conditions.
`pay.json` holds the dated tables of pay. Both are UTF-8 JSON, one value a line, and obey the schemas beside
them ([of maps](careers.schema.json), [of pay](pay.schema.json)).
`appellations.json` holds what ROME calls the jobs whose codes roles name, for matching job titles: it is
taken whole from a release (`python -m pathways import appellations`) and never edited.

To change a fact: edit the file, cite the source, run `python -m pathways validate`, raise `edition`, and put
what `python -m pathways changes OLD` prints at the top of [CHANGELOG.md](CHANGELOG.md). A new release of the
national register is compared with `python -m pathways refresh --rncp FILE`, which writes nothing unless asked
to (`--write`), and then only what the register itself decides: states and ends of registrations, levels,
codes of ROME.

Three rules hold everywhere. A fact without a source does not go in. What no source says is missing or
`not_published`, never open. What we derive by a written rule or assume is marked `derived` or `assumed`, and
says why.
"""


def dictionary(catalogue: Catalogue, tables: PayTables) -> str:
    """The dictionary of a map and its pay tables, as Markdown."""
    writer = Writer(catalogue, "en", catalogue.file.as_of)
    found = coverage(catalogue)
    parts: tuple[Iterable[str], ...] = (
        _HEAD.splitlines(),
        _edition(writer),
        _counts(catalogue),
        _registrations(writer, found),
        _beyond_reach(writer, out_of_reach(catalogue)),
        _assumed(catalogue, found),
        _conflicts(writer),
        _series(tables),
        _sources(catalogue, tables),
        ["## Fields of careers.json", "", *_fields(CareersFile)],
        ["## Fields of pay.json", "", *_fields(PayTables)],
    )
    return "\n".join(line for part in parts for line in (*part, "")).rstrip() + "\n"


def _edition(writer: Writer) -> Iterator[str]:
    file = writer.catalogue.file
    yield f"Edition {file.edition}, {writer.day(file.as_of)}. {file.title.en}. Licence: {file.licence}"


def _table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """A Markdown table."""
    yield f"| {' | '.join(header)} |"
    yield "|" + "---|" * len(header)
    for row in rows:
        yield f"| {' | '.join(_cell(each) for each in row)} |"


def _cell(value: object) -> str:
    return str(value).replace("|", "\\|").replace("\n", " ")


# --- what is there --------------------------------------------------------------------------------


def _counts(catalogue: Catalogue) -> Iterator[str]:
    yield from ("## What it holds", "")
    lists = (name for name in CareersFile.model_fields if isinstance(getattr(catalogue.file, name), tuple))
    held = ((f"`{name}`", len(getattr(catalogue.file, name))) for name in lists)
    yield from _table(("list", "entries"), held)
    yield ""
    by: dict[str, Counter[str]] = {
        "Qualifications by kind": Counter(each.kind for each in catalogue.qualifications.values()),
        "Roles by state of their sheet": Counter(each.status for each in catalogue.roles.values()),
        "Steps by way in": Counter(str(each.access) for each in catalogue.steps.values()),
    }
    for title, counted in by.items():
        told = ", ".join(f"{name} {number}" for name, number in counted.most_common())
        yield f"- {title}: {told}."


def _registrations(writer: Writer, found: Coverage) -> Iterator[str]:
    yield from ("## Registrations", "")
    yield f"On the day of the edition {len(found.registered)} qualifications have a registration in force;"
    yield f"{len(found.without_code)} have no RNCP code in our sources."
    yield from ("", "Ending within a year, with no later end known:", "")
    yield from (f"- {writer.day(end)}: {_named(writer, node)}" for node, end in found.lapsing)
    yield from ("", "Ended, none known to follow:", "")
    yield from (f"- {_named(writer, node)}" for node in found.lapsed)
    yield from ("", "In a state that our sources do not settle:", "")
    yield from (f"- {_named(writer, node)}" for node in found.unsure)


def _named(writer: Writer, node: str) -> str:
    return f"{writer.label(node)} (`{node}`)"


def _beyond_reach(writer: Writer, found: tuple[OutOfReach, ...]) -> Iterator[str]:
    points = len(writer.catalogue.file.entry_points)
    yield from ("## Roles that no route reaches", "")
    yield f"Of the roles in force, {len(found)} cannot be reached from any of the {points} entry points,"
    yield "by any step but an employer's bare decision. What shuts the way:"
    yield ""
    for each in found:
        reasons = dict.fromkeys(_reason(writer, each, number) for number in range(len(each.blocked_by)))
        yield f"- {_named(writer, each.role)}: {'; '.join(reasons)}."


def _reason(writer: Writer, found: OutOfReach, number: int) -> str:
    block = found.blocked_by[number]
    role = writer.catalogue.roles.get(block.node)
    if block.reason == "no_way_in" and role is not None and not role.text_known:
        return "the text of its sheet is not published"
    if block.condition is not None:
        return outline(block.condition, writer.catalogue, writer.lang, step=block.step).text
    return say(f"routes.block.{block.reason}", writer.lang, label=writer.label(block.node))


def _assumed(catalogue: Catalogue, found: Coverage) -> Iterator[str]:
    yield from ("## What is assumed", "")
    rule = catalogue.file.practice
    if rule is not None:
        yield from (say_many("about.practice", rule.months, "en", why=rule.why.en), "")
    for why, number in found.assumptions:
        yield f"- {say_many('about.assumption', number, 'en', why=why.en)}"


def _conflicts(writer: Writer) -> Iterator[str]:
    yield from ("## Where sources disagree", "")
    for node in writer.catalogue.nodes.values():
        for conflict in node.conflicts:
            told = conflict_in_words(writer, conflict)
            yield f"- {_named(writer, node.id)}: {told.text}"
            yield from in_lines(told.children, depth=1)


def _series(tables: PayTables) -> Iterator[str]:
    yield from ("## Series of pay", "")
    series = {
        "SMIC": tables.smic,
        "Branch minima": tables.minima,
        "Contrat de professionnalisation": tables.professionalisation,
        "Apprenticeship": tables.apprenticeship,
    }
    rows = (
        (name, len(each), day(each[0].effective, "en"), day(each[-1].effective, "en"))
        for name, each in series.items()
    )
    yield from _table(("series", "rows", "from", "newest row"), rows)
    yield from ("", *(f"- {each.text.en}" for each in tables.pending_agreements))


def _sources(catalogue: Catalogue, tables: PayTables) -> Iterator[str]:
    yield from ("## Sources", "")
    cited = Counter(each.id for each in _citations(catalogue.file))
    known = {source.id: source for source in (*tables.sources, *catalogue.file.sources)}
    rows = (
        (f"`{each.id}`", each.title, each.publisher, each.date or "undated", each.kind, cited[each.id])
        for each in sorted(known.values(), key=lambda source: source.id)
    )
    yield from _table(("id", "title", "publisher", "date", "kind", "cited in the map"), rows)


def _citations(value: object) -> Iterator[Citation]:
    """Every citation inside a value of the model."""
    if isinstance(value, Citation):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _citations(each)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _citations(getattr(value, name))


# --- what each field means ------------------------------------------------------------------------


def _fields(shape: type[BaseModel]) -> Iterator[str]:
    """A table for each kind of value, the file itself first."""
    schema = shape.model_json_schema()
    kinds = {shape.__name__: schema, **schema["$defs"]}
    for name, kind in kinds.items():
        yield from (f"### {name}", "", " ".join(kind.get("description", "").split()), "")
        if "enum" in kind:
            yield from (", ".join(f"`{value}`" for value in kind["enum"]), "")
        if "properties" in kind:
            rows = _rows(kind)
            yield from (*_table(("field", "what stands there", "meaning"), rows), "")


def _rows(kind: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    needed = kind.get("required", ())
    for name, field in kind["properties"].items():
        must = "" if name in needed else ", may be left out"
        yield f"`{name}`", f"{_type(field)}{must}", field.get("description", "")


def _type(field: Mapping[str, Any]) -> str:
    """
    What a field may hold, in words.

    Examples
    --------
    >>> _type({"anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "null"}]})
    'list of text, or nothing'
    """
    match field:
        case {"$ref": str(ref)}:
            return ref.rsplit("/", 1)[-1]
        case {"const": value}:
            return f"`{value}`"
        case {"enum": values}:
            return ", ".join(f"`{value}`" for value in values)
        case {"anyOf": kinds} | {"oneOf": kinds}:
            return ", or ".join(_type(kind) for kind in kinds) if len(kinds) < _MANY else "a condition"
        case {"type": "array", "items": inside}:
            return f"list of {_type(inside)}"
        case {"format": "date"}:
            return "a day, YYYY-MM-DD"
        case {"type": str(kind)}:
            return _WORDS.get(kind, kind)
        case _:
            return "anything"


_MANY: Final = 6
_WORDS: Final = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "null": "nothing",
    "object": "object",
}


def write(path: Path = DICTIONARY) -> None:
    """Write the dictionary of the branch."""
    path.write_text(dictionary(load(DEFAULT_FILE), load_pay()), encoding="utf-8")


if __name__ == "__main__":
    write()
