"""
The small map of ``tests/data/small.json``: twelve nodes, with every kind of condition on the steps between.

    (open) ──school──▶ cap-mecano ──────────────▶ a-3-1-mecanicien ◀── bep-ancien (closed, no way in)
      │                    │ one of                      ┆
      │                    ▼   ▲ level 3, usual          ┆ shuts
      ├──school────▶ bac-pro-camion ──alternance──▶ a-9-1-technicien
      │  16–29: apprenticeship │                         ┆
      │                one of  ▼  ▲ level 4 in A         ▼
      │   ≤ 25 or jobseeker  cqp-expert-camion     g-9-1-controleur ◀── level 4 in A, never
      │   (14–24 months, counts as work; │ ▲                ┆           a-3-1 or a-20-1
      │    or VAE: 12 months, échelon 9) │ └─ VAE           ┆ shuts
      │                                  ▼                  ┆
      │              employer ──▶ a-12-2-technicien-expert ─┆──in post, 24 months (assumed), employer──▶
      │                                                     └┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ a-20-1-receptionnaire
      │   cqp-expert-camion ──usual, terms not published──▶ ingenieur-atelier ──36 months as a-20-1──▶
      │                                                                        a-c-iii-1-chef-apres-vente
      └──20, licence B, clean record──▶ titre-moniteur
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from pathways.catalogue import Catalogue, load

DATA = Path(__file__).parent / "data"
SMALL = DATA / "small.json"


@cache
def small() -> Catalogue:
    """The map, read once."""
    return load(SMALL)


def small_raw() -> Any:
    """The map as decoded from JSON, to be changed at will."""
    return json.loads(SMALL.read_text(encoding="utf-8"))
