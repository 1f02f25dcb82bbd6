"""Toy maps in a few words, for tests that state the whole answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pathways.catalogue import Catalogue
from pathways.model import CareersFile
from pathways.routes import Answer, Route

TODAY = date(2026, 11, 24)
SOURCES = [{"id": "own"}]


def text(words: str) -> dict[str, str]:
    """The same words in both languages."""
    return {"fr": words, "en": words}


def toy(
    steps: Mapping[str, Mapping[str, Any]],
    *,
    qualifications: Mapping[str, Mapping[str, Any]] | None = None,
    roles: Mapping[str, Mapping[str, Any]] | None = None,
) -> Catalogue:
    """
    A map of steps, each named by target and access: ``{"q by initial": {"months": 12}}``.

    Targets of trainings are qualifications, those of other accesses roles; ``qualifications`` and ``roles``
    add what else there is to say of a node. A number of months stands for a length known to the month.
    """
    quals: dict[str, dict[str, Any]] = {node: dict(more) for node, more in (qualifications or {}).items()}
    jobs: dict[str, dict[str, Any]] = {node: dict(more) for node, more in (roles or {}).items()}
    listed = []
    for name, more in steps.items():
        target, _, access = name.partition(" by ")
        way = access.split()[0]
        (jobs if way in ("recruitment", "promotion") else quals).setdefault(target, {})
        months = more.get("months")
        length = {"min": months, "max": months} if isinstance(months, int) else months
        step_id = name.replace(" ", "-")
        listed.append(
            {"id": step_id, "target": target, "access": way, "sources": SOURCES, **more, "months": length}
        )
    return Catalogue(
        CareersFile.model_validate(
            {
                "edition": "toy",
                "as_of": TODAY,
                "title": text("toy"),
                "licence": "none",
                "sources": [{"id": "own", "title": "own", "publisher": "own", "kind": "own"}],
                "families": [{"id": "A", "label": text("A")}, {"id": "B", "label": text("B")}],
                "qualifications": [
                    {"id": node, "label": text(node), "kind": "other", "sources": SOURCES, **more}
                    for node, more in quals.items()
                ],
                "roles": [
                    {"id": node, "label": text(node), "sources": SOURCES, **more}
                    for node, more in jobs.items()
                ],
                "steps": listed,
            }
        )
    )


def walked(route: Route) -> list[str]:
    """A route in short: ``train q 12``, ``practise r 24``, ``wait r 6``, ``enter r``."""
    return [
        f"{segment.kind} {segment.node}"
        + ("" if segment.kind == "enter" else f" {'?' if segment.months is None else segment.months}")
        for segment in route.segments
    ]


def all_walked(answer: Answer) -> list[list[str]]:
    """Every route of an answer, in short."""
    return [walked(route) for route in answer.routes]
