"""What work already done counts for, in words: the length asked, whether it is reached, the proof wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal

from pathways.cards import Line, Reference, Writer
from pathways.counting import Counts
from pathways.eligibility import Verdict
from pathways.model import Access
from pathways.names import fold
from pathways.wording import duration

Group = Literal["vae", "training", "role", "to_confirm", "not_enough", "not_taken"]
GROUPS: Final[tuple[Group, ...]] = ("vae", "role", "training", "to_confirm", "not_enough", "not_taken")


@dataclass(frozen=True, slots=True)
class CountingSheet:
    """
    What counts, in one language.

    Parameters
    ----------
    groups
        A line for each kind of use, under it one for each qualification or role, by name.
    proofs
        What a jury asks to see, for the VAE that the work is long enough for.
    """

    groups: tuple[Line, ...]
    proofs: tuple[str, ...]
    remarks: tuple[str, ...]
    citations: tuple[Reference, ...]
    counts: tuple[Counts, ...]


def counting_sheet(writer: Writer, counts: tuple[Counts, ...]) -> CountingSheet:
    """Put what work counts for in words, in the language of the writer."""
    cited = (
        citation for each in counts if each.takes for citation in (*each.leaf.sources, *each.step.sources)
    )
    return CountingSheet(
        groups=tuple(_groups(writer, counts)),
        proofs=tuple(dict.fromkeys(_proofs(writer, counts))),
        remarks=(writer.say("counting.other_conditions"), writer.say("counting.left_out")),
        citations=writer.references(cited),
        counts=counts,
    )


def group_of(each: Counts) -> Group:
    """Where a condition is told: what it is for when it is met, or why it is not."""
    if not each.takes:
        return "not_taken"
    if each.verdict is Verdict.UNMET:
        return "not_enough"
    if each.verdict is Verdict.UNKNOWN:
        return "to_confirm"
    if each.step.access is Access.VAE:
        return "vae"
    return "training" if each.step.is_training else "role"


def _groups(writer: Writer, counts: Iterable[Counts]) -> Iterator[Line]:
    by_group: dict[Group, dict[str, Line]] = {group: {} for group in GROUPS}
    for each in counts:
        line = _line(writer, each)
        by_group[group_of(each)].setdefault(line.text, line)
    for group in GROUPS:
        lines = sorted(by_group[group].values(), key=lambda line: fold(line.text))
        if lines:
            yield Line(writer.count(f"counting.{group}", len(lines)), children=tuple(lines))


def _line(writer: Writer, each: Counts) -> Line:
    """The name, the way in unless its group says it, the length asked, on what basis, what is missing."""
    label, way = writer.label(each.step.target), writer.say(f"access.{each.step.access}")
    name = label if group_of(each) == "vae" else writer.say("choices.option", label=label, way=way)
    facts = [writer.say("counting.asked", months=duration(each.months, None, writer.lang))]
    if each.leaf.basis is not None:
        facts.append(writer.say(f"basis.{each.leaf.basis}"))
    if each.takes and each.missing:
        facts.append(writer.say("counting.missing", months=duration(each.missing, None, writer.lang)))
    return Line(writer.say("counting.line", name=name, facts=", ".join(facts)), each.step.target)


def _proofs(writer: Writer, counts: Iterable[Counts]) -> Iterator[str]:
    for each in counts:
        if group_of(each) == "vae":
            yield from (remark[writer.lang] for remark in each.step.remarks)
