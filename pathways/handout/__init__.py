"""One-page hand-outs to print and to annotate: a card, a route, a comparison, as PDF."""

from pathways.handout.cards import card_handout
from pathways.handout.comparisons import comparison_handout
from pathways.handout.routes import route_handout

__all__ = ["card_handout", "comparison_handout", "route_handout"]
