"""Questions that people really ask, as links to their answers: the quickest way in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from pathways.catalogue import Catalogue, asked, named_by
from pathways.model import Step
from pathways.wording import Audience

CAP_TRUCKS: Final = "cap-maintenance-vehicules-transport-routier-2014"
BAC_PRO_CARS: Final = "bac-pro-maintenance-vehicules-vehicules-legers-2025"
CAP_BODYWORK: Final = "cap-carrossier-automobile"
CAP_PARTS: Final = "cap-vendeur-magasinier-pra"
EXPERT: Final = "a-12-2-technicien-expert-apres-vente"
FOREMAN: Final = "a-23-1-gestionnaire-atelier"
INSTRUCTOR: Final = "k-9-1"
OTHER_FIELD: Final = "diplome-autre-domaine-5"
FITTER: Final = "a-6-1-mecanicien-specialiste"
CAP_CARS: Final = "cap-maintenance-vehicules-vehicules-legers-2025"
CHAIN: Final = (CAP_CARS, "a-3-1-mecanicien-maintenance", FITTER, "a-9-1-technicien-confirme-mecanique")
SEARCHES: Final = ("camion", "réceptionnaire", "bac pro", "contrôle technique")

TITLES: Final = """intitulé;effectif
Mécanicien PL;9
Technicien confirmé méca PL;4
Électricien PL;2
Tech. expert APV camion;2
Réceptionnaire PL;3
Chef d’atelier;1
Responsable après-vente;1
Peintre VI (H/F);2
Magasinier-vendeur PR;3
Vendeur camions;4
Dépanneur remorqueur PL;2
Chauffeur poids lourd;2"""
"""The job titles of a truck dealership that does not exist."""


@dataclass(frozen=True, slots=True)
class Example:
    """
    A question, and the page and address that answer it.

    Parameters
    ----------
    key
        Its sentence is ``home.ask.KEY``.
    """

    key: str
    page: str
    said: Mapping[str, str | tuple[str, ...]]

    def nodes(self) -> Iterator[str]:
        """The qualifications and roles that it names."""
        for name in ("node", "to", "hold"):
            named = self.said.get(name, ())
            every = (named,) if isinstance(named, str) else named
            yield from (text.partition("@")[0] for text in every)


EXAMPLES: Final[Mapping[Audience, tuple[Example, ...]]] = {
    "student": (
        Example("after_3e", "routes", {"age": "15", "only": ("initial", "apprenticeship"), "within": "36"}),
        Example("after_cap", "routes", {"hold": CAP_TRUCKS, "age": "18"}),
        Example("foreman", "routes", {"to": FOREMAN, "age": "15"}),
        Example("teach", "routes", {"to": INSTRUCTOR, "age": "17", "licence": "B"}),
    ),
    "counsellor": (
        Example("apprenticeship", "routes", {"to": EXPERT, "age": "16", "only": "apprenticeship"}),
        Example("side_by_side", "compare", {"node": (BAC_PRO_CARS, CAP_BODYWORK, CAP_PARTS)}),
        Example("adult", "routes", {"hold": OTHER_FIELD, "age": "40", "within": "12"}),
        Example("legal", "explore", {"node": INSTRUCTOR}),
        Example("bottlenecks", "structure", {"measure": "gateways"}),
        Example("dead_ends", "structure", {"measure": "dead-ends"}),
    ),
    "recruiter": (
        Example("map_titles", "titles", {"list": "example"}),
        Example("who_feeds", "structure", {"measure": "feeders", "to": EXPERT}),
        Example("single_point", "structure", {"measure": "fewest-ways-in"}),
        Example("next_steps", "explore", {"node": FITTER}),
        Example(
            "two_candidates",
            "class",
            {"to": EXPERT, "a.hold": f"{BAC_PRO_CARS}@apprenticeship", "b.exp": f"{FITTER}:36"},
        ),
        Example("from_inside", "routes", {"to": EXPERT, "exp": f"{FITTER}:36"}),
    ),
}


PRESENTED: Final = (
    Example("three_ways", "present", {"node": (CAP_CARS, BAC_PRO_CARS, FITTER)}),
    Example("route", "present", {"to": EXPERT, "hold": CAP_CARS, "age": "17"}),
)


def examples(catalogue: Catalogue, audience: Audience) -> tuple[Example, ...]:
    """The questions of one kind of reader that this map can answer: another map names other roles."""
    return known(catalogue, EXAMPLES[audience])


def known(catalogue: Catalogue, asked: Iterable[Example]) -> tuple[Example, ...]:
    """Those of some questions whose qualifications and roles are on this map."""
    return tuple(each for each in asked if all(node in catalogue.nodes for node in each.nodes()))


def searches(catalogue: Catalogue) -> tuple[str, ...]:
    """Words to look up that find something in this map."""
    return tuple(text for text in SEARCHES if catalogue.search(text, 1))


def chain(catalogue: Catalogue) -> tuple[tuple[Step | None, str], ...]:
    """
    A qualification and the roles that it leads to, each with the step that leads there from the one before.

    Empty where the map has no such chain.
    """
    if not catalogue.nodes.keys() >= set(CHAIN):
        return ()
    steps = [_step(catalogue, before, after) for before, after in pairwise(CHAIN)]
    return tuple(zip((None, *steps), CHAIN, strict=True)) if all(steps) else ()


def _step(catalogue: Catalogue, before: str, after: str) -> Step | None:
    """The first way into a node that asks for another one."""
    ways = catalogue.ways_in(after)
    return next((way for way in ways if any(before in named_by(leaf) for leaf in asked(way.requires))), None)
