"""A route along the months: what is drawn, what is told, and what is not known."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import pytest

from pathways.cards import Writer
from pathways.catalogue import Catalogue, load, parse
from pathways.figures import route_figure, timeline_figure
from pathways.model import Profile
from pathways.pay import load_pay
from pathways.routes import find_routes
from pathways.sheets import AnswerSheet, RouteSheet, answer_sheet
from pathways.sheets.timeline import bars, timeline_lines
from tests.small_map import small, small_raw

FOREMAN, TEACHER = "a-23-1-gestionnaire-atelier", "k-9-1"
CONFIRMED = "a-9-1-technicien-confirme-mecanique"
CAP = "cap-maintenance-vehicules-transport-routier-2014"
ASKED: list[tuple[str, dict[str, Any], str]] = [
    (FOREMAN, {"age": 15}, "fastest"),
    (FOREMAN, {}, "surest"),
    (TEACHER, {"age": 17, "licences": ["B"]}, "fastest"),
    (CONFIRMED, {"age": 17, "holds": [CAP]}, "pareto"),
    ("a-c-iii-1-chef-apres-vente", {"age": 30}, "paid"),
]


def asked(catalogue: Catalogue, goal: str, by: Any = "fastest", lang: Any = "fr", **who: Any) -> AnswerSheet:
    found = find_routes(catalogue, Profile(**who), goal, k=3, by=by)
    return answer_sheet(Writer(catalogue, lang, catalogue.file.as_of), load_pay(), found)


ROUTES = [route for goal, who, by in ASKED for route in asked(load(), goal, by, **who).routes]
EVERY_ROUTE = pytest.mark.parametrize("route", ROUTES, ids=range(len(ROUTES)))


def stage_bars(figure: go.Figure) -> list[tuple[int, float, float]]:
    """Number, start and length of each bar of a stage, and of each mark of a start in a role, in order."""
    found = []
    for trace in figure.data:
        if trace.name == "enter":
            found += [(number, x, 0.0) for number, x in zip(trace.y, trace.x, strict=True)]
        elif trace.orientation == "h" and trace.name != "more":
            found += list(zip(trace.y, trace.base, trace.x, strict=True))
    return sorted(found)


# --- drawn as told --------------------------------------------------------------------------------


@EVERY_ROUTE
def test_drawing_time_line_and_both_texts_have_the_same_stages_in_the_same_order(route: RouteSheet):
    titles = [stage.title for stage in route.stages]
    numbered = [f"{number}. {title}" for number, title in enumerate(titles, start=1)]
    told = [text for depth, text in timeline_lines(route, "fr") if depth == 0]
    assert [text.rpartition(" — ")[0] for text in told] == numbered
    assert [line for line in route.lines() if line in numbered] == numbered
    figure = timeline_figure(route, "fr")
    assert [number for number, _, _ in stage_bars(figure)] == list(range(1, len(titles) + 1))
    axis = figure.layout.yaxis
    assert [text.split(". ")[0] for text in axis.ticktext] == [str(n) for n in axis.tickvals]
    cards = route_figure(route, "fr")
    assert max(len(trace.text) for trace in cards.data if trace.text) == len(titles)


@EVERY_ROUTE
def test_known_bars_are_as_long_as_the_route_and_each_begins_where_the_one_before_ends(route: RouteSheet):
    found = bars(route)
    assert sum(bar.months or 0 for bar in found) == route.route.months
    drawn = stage_bars(timeline_figure(route, "fr"))
    for (_, start, length), (_, after, _) in pairwise(drawn):
        assert start + length == pytest.approx(after)
    if not route.route.at_least:
        assert sum(length for _, _, length in drawn) == route.route.months


@EVERY_ROUTE
def test_the_pay_drawn_is_what_the_route_earns(route: RouteSheet):
    if route.route.at_least:
        pytest.skip("a length is unknown")
    areas = [
        Decimal(str(width)) * Decimal(str(amount))
        for trace in timeline_figure(route, "fr").data
        if trace.name in ("known", "at_least")
        for width, amount in zip(trace.width, trace.y, strict=True)
    ]
    assert sum(areas, Decimal(0)) == pytest.approx(route.money.total.low)


@EVERY_ROUTE
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_bar_says_in_words_how_its_months_are_lived(route: RouteSheet, lang: Any):
    beside = [each for each in timeline_figure(route, lang).layout.annotations if each.yref == "y"]
    assert [each.y for each in beside] == list(range(1, len(route.stages) + 1))
    assert all(each.text for each in beside)


def test_ways_to_live_a_month_differ_in_pattern_and_not_in_colour_alone():
    from pathways.figures.timeline import PATTERNS, UNKNOWN

    lasting = [pattern for manner, pattern in PATTERNS.items() if manner != "enter"]
    assert len({*lasting, UNKNOWN}) == len(lasting) + 1


# --- what is not known ----------------------------------------------------------------------------


def unknown_school(months_after: bool = True) -> RouteSheet:
    """
    In the small map, a CAP at school of unknown length; then work as a mechanic, or none.

        (open) ──school, ? months──▶ cap-mecano ──▶ a-3-1-mecanicien
    """
    raw = small_raw()
    (school,) = [step for step in raw["steps"] if step["id"] == "cap-mecano-initial"]
    school["months"] = None
    goal = "a-9-1-technicien" if months_after else "a-3-1-mecanicien"
    answer = asked(parse(raw), goal, "surest", "en", age=16)
    return next(route for route in answer.routes if route.stages[0].node == "cap-mecano")


def test_a_stage_of_unknown_length_is_drawn_with_its_own_pattern_and_is_no_point():
    figure = timeline_figure(unknown_school(), "en")
    (unknown,) = [trace for trace in figure.data if trace.name == "unknown"]
    assert unknown.x[0] > 0
    assert unknown.marker.pattern.shape == "x"
    told = [text for _, text in timeline_lines(unknown_school(), "en")]
    assert told[0].endswith("from month 1, length unknown")


def test_months_after_an_unknown_length_are_called_at_least():
    route = unknown_school()
    ticks = timeline_figure(route, "en").layout.xaxis2.ticktext
    assert ticks
    assert all(text.startswith("≥ ") for text in ticks)
    assert any("at the earliest" in text for _, text in timeline_lines(route, "en"))
    short = [text for _, text in timeline_lines(unknown_school(months_after=False), "en")]
    assert any("after an unknown time" in text for text in short)


def test_no_route_with_unpaid_training_of_unknown_length_is_headed_as_paid_throughout():
    assert "without pay" in unknown_school(months_after=False).headline


def test_pay_that_depends_on_an_age_nobody_said_is_no_zero():
    route = next(
        each
        for each in asked(load(), CONFIRMED, "pareto", "en", holds=[CAP]).routes
        if each.stages[0].segment.step.access.is_alternance
    )
    assert route.money.months[0].gross is None
    figure = timeline_figure(route, "en")
    unsure = [trace for trace in figure.data if trace.name in ("unknown", "at_least") and trace.yaxis == "y2"]
    assert unsure
    assert all(trace.marker.pattern.shape for trace in unsure)
    assert all(amount > 0 for trace in unsure for amount in trace.y)
    assert any("age" in text for depth, text in timeline_lines(route, "en") if depth)


def test_months_without_pay_say_so():
    (school, *_) = [stage for stage in ROUTES if stage.route.months_unpaid and not stage.route.at_least]
    marks = [each.text for each in timeline_figure(school, "fr").layout.annotations if each.yref == "y2"]
    assert "sans salaire" in marks
    assert (1, "sans salaire") in list(timeline_lines(school, "fr"))


def test_a_stage_that_may_last_longer_shows_how_much():
    route = asked(load(), FOREMAN, age=15).routes[0]
    more = {bar.number: bar.months_more for bar in bars(route) if bar.months_more}
    assert more == {2: 10}
    (outline,) = [trace for trace in timeline_figure(route, "fr").data if trace.name == "more"]
    assert (list(outline.y), list(outline.x)) == ([2], [10])
    assert (1, "peut durer jusqu’à 24\xa0mois") in list(timeline_lines(route, "fr"))


# --- waits ----------------------------------------------------------------------------------------


def test_a_wait_for_an_age_says_between_which_days_it_ends():
    """At 17, counted as just reached, twenty is three years off; with the birthday tomorrow, two."""
    wait = asked(load(), TEACHER, age=17, licences=["B"]).routes[0].stages[0]
    assert wait.kind == "wait"
    (said,) = [fact for fact in wait.facts if "anniversaire" in fact]
    assert said == "À 20\xa0ans, donc entre le 24 novembre 2028 et le 24 novembre 2029 selon l’anniversaire"


def test_an_age_reached_on_the_way_needs_no_wait_and_says_none():
    route = asked(small(), "a-9-1-technicien", lang="en", age=15).routes[0]
    assert not [fact for stage in route.stages for fact in stage.facts if "birthday" in fact]


# --- why a trade-off is kept ----------------------------------------------------------------------


def test_each_trade_off_says_on_what_none_of_the_others_is_better():
    fastest, quick, unknown = asked(load(), CONFIRMED, "pareto", "en", age=17, holds=[CAP]).routes
    assert "the best known to our sources" in fastest.kept_for
    assert "the shortest of those whose length is known" in quick.kept_for
    assert unknown.route.at_least
    assert "may be shorter" in unknown.kept_for
    assert "the shortest" not in unknown.kept_for


def test_other_rankings_say_it_by_their_order():
    assert not any(route.kept_for for route in asked(load(), FOREMAN, age=15).routes)
