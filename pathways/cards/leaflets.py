"""What a leaflet says beside the facts: the contract, the reasons to choose the sector, where to ask."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pathways.cards.pieces import Block, Line, Writer
from pathways.model import Leaflet, Qualification, Text


def blocks(writer: Writer, node: Qualification) -> Iterator[Block]:
    """A block for each part of each leaflet about a qualification."""
    for leaflet in writer.catalogue.leaflets_for(node.id):
        for key, texts in _parts(leaflet).items():
            yield writer.block(key, [Line(text[writer.lang]) for text in texts], leaflet.sources)


def _parts(leaflet: Leaflet) -> Mapping[str, tuple[Text, ...]]:
    return {
        "leaflet_nature": (leaflet.nature,),
        "leaflet_contract": (leaflet.contract,),
        "leaflet_advantages": leaflet.contract_advantages,
        "leaflet_afterwards": (leaflet.afterwards,),
        "leaflet_reasons": leaflet.sector_reasons,
        "leaflet_where_to_ask": (leaflet.where_to_ask,),
        "leaflet_reservation": (leaflet.reservation,),
    }
