"""What would open a goal that nothing leads to: the whole answer in words, and asked again."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st
from typer.testing import CliRunner

from pathways.cards import Writer
from pathways.catalogue import Catalogue, load
from pathways.cli import app
from pathways.model import Access, Age, Held, Holds, Profile
from pathways.openers import Opener, would_open
from pathways.pay import load_pay
from pathways.routes import Answer, find_routes
from pathways.sheets import answer_sheet
from tests.maps import Question as Asked
from tests.maps import questions
from tests.test_filters import ask_with
from tests.test_routes_properties import examples
from tests.toys import TODAY, toy

DECISION = {"employer_decision": True}


def said(catalogue: Catalogue, found: Answer, lang: Any = "en") -> list[str]:
    """What would open the goal, in words."""
    sheet = answer_sheet(Writer(catalogue, lang, TODAY), load_pay(), found, would_open(catalogue, found))
    return [line.text.replace("\xa0", " ") for line in sheet.would_open]


def a_shut_goal() -> Catalogue:
    """
    Three ways to the goal, all shut: by an old diploma, by work that nobody can begin, by being young.

        (open) ──6──▶ new ──┐
        old (closed) ───────┴ both ──▶ goal
        24 months as r (no way in) ──▶ goal
        at most 20 years old ────────▶ goal
    """
    return toy(
        {
            "old by initial": {"months": 12, "valid_to": "2020-01-01"},
            "new by initial": {"months": 6},
            "goal by recruitment held": {"requires": {"all_of": [{"holds": "old"}, {"holds": "new"}]}},
            "goal by recruitment worked": {"requires": {"experience": {"months": 24, "roles": ["r"]}}},
            "goal by recruitment young": {"requires": {"age": {"max": 20}}},
        },
        roles={"r": {}},
    )


def test_the_old_diploma_or_the_work_would_open_it_and_nobody_is_told_to_be_younger():
    catalogue = a_shut_goal()
    found = find_routes(catalogue, Profile(age=30), "goal")
    assert {type(block.condition) for block in found.blocked_by} >= {Age}
    assert said(catalogue, found) == [
        "Having worked 24 months as “r” would open 1 route (at once). But no route to it was found.",
        "Holding “old” would open 1 route (6 months). But it can no longer be obtained.",
    ]
    by_work, by_diploma = said(catalogue, found, "fr")
    assert by_work.startswith("Avec 24 mois de travail comme « r », 1 parcours s’ouvrirait (tout de suite).")
    assert by_work.endswith("Mais aucun parcours trouvé n’y mène.")
    assert by_diploma == "Avec « old », 1 parcours s’ouvrirait (6 mois). Mais plus aucune voie n’y mène."


def test_a_goal_that_has_routes_or_is_held_needs_no_opening():
    catalogue = a_shut_goal()
    assert would_open(catalogue, find_routes(catalogue, Profile(age=19), "goal")) == ()
    assert would_open(catalogue, find_routes(catalogue, Profile(holds=["new"]), "new")) == ()


def test_each_option_that_stands_in_the_way_alone_is_said_to_open_the_goal_when_let_go():
    """By q, of assumed length, and an employer's word; each filter alone shuts it, and both together too."""
    why = {"fr": "?", "en": "?"}
    catalogue = toy({
        "q by initial": {"months": {"min": 12, "max": 12, "basis": "assumed", "why": why}},
        "goal by promotion": {"requires": {"all_of": [{"holds": "q"}, DECISION]}},
    })  # fmt: skip

    def opening(**more: Any) -> list[str]:
        return said(catalogue, find_routes(catalogue, Profile(), "goal", **more))

    assert opening(no_decisions=True) == [
        "Counting on an employer’s decision would open 1 route (12 months)."
    ]
    assert opening(stated_only=True) == [
        "Holding “q” would open 1 route (at once). But no route to it was found.",
        "Accepting what we assume would open 1 route (12 months).",
    ]
    assert opening(only_by=[Access.VAE]) == [
        "Holding “q” would open 1 route (at once). But no route to it was found.",
        "Accepting every way of training would open 1 route (12 months).",
    ]
    assert opening(within=11) == ["Taking more time would open 1 route (12 months)."]
    assert opening(no_decisions=True, stated_only=True) == []


def test_an_employers_word_alone_or_advice_let_go_would_open_it():
    catalogue = toy({
        "goal by promotion": {"requires": {"all_of": [{"age": {"min": 16}}, DECISION]}},
        "goal by recruitment": {"requires": {"holds": "lost", "nature": "usual"}},
    }, qualifications={"lost": {}})  # fmt: skip
    assert said(catalogue, find_routes(catalogue, Profile(age=30), "goal")) == [
        "Letting go of what is only advised would open 1 route (at once).",
        "Holding “lost” would open 1 route (at once). But no route to it was found.",
        "An employer’s decision alone would open 1 route (at once).",
    ]


def test_of_more_than_five_routes_it_is_said_that_there_are_at_least_five():
    trainings = {f"q{n} by initial": {"months": n, "requires": {"holds": "lost"}} for n in range(1, 8)}
    asks = {"any_of": [{"holds": f"q{n}"} for n in range(1, 8)]}
    catalogue = toy({**trainings, "goal by recruitment": {"requires": asks}}, qualifications={"lost": {}})
    found = find_routes(catalogue, Profile(), "goal")
    assert (
        "Holding “lost” would open at least 5 routes (the fastest found: 1 month). "
        in said(catalogue, found)[-1]
    )


# --- asked again ----------------------------------------------------------------------------------


def again(question: Asked, opener: Opener, filters: dict[str, Any]) -> Answer:
    """The answer when the thing is so: the person has it, or the option is let go."""
    profile = question.profile
    if opener.node is None:
        easy = {"only_by": (), "within": None, "no_decisions": False, "stated_only": False}
        name = opener.let_go or ""
        return ask_with(question, "fastest", 40, **{**filters, name: easy.get(name, True)})
    if opener.months:
        worked = {**dict(profile.experience), opener.node: opener.months}
        richer = profile.model_copy(update={"experience": tuple(sorted(worked.items()))})
    else:
        held = (*profile.holds, Held(qualification=opener.node))
        richer = profile.model_copy(update={"holds": held})
    return ask_with(question._replace(profile=richer), "fastest", 40, **filters)


FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "no_decisions": st.just(True),
        "stated_only": st.just(True),
        "within": st.sampled_from((0, 6, 12)),
        "only_by": st.just((Access.VAE,)),
    },
)


@examples(150)
@given(questions(), FILTERS)
def test_what_is_said_to_open_the_goal_does_open_it_and_no_option_that_would_is_missed(
    question: Asked, filters: dict[str, Any]
):
    found = ask_with(question, "fastest", 1, **filters)
    assume(found.blocked_by)
    openers = would_open(Catalogue(question.file), found)
    for opener in openers:
        then = again(question, opener, filters)
        assert then.routes[:5] == opener.routes
        assert opener.is_all == (len(then.routes) < 5)
    let_go = {opener.let_go for opener in openers}
    for name in (*filters, "bare_decisions", "relax_advised"):
        if again(question, Opener((), True, let_go=name), filters).routes:  # type: ignore[arg-type]
            assert name in let_go
    held = {question.goal, *(each.qualification for each in question.profile.holds)}
    named = {leaf.holds for block in found.blocked_by if isinstance(leaf := block.condition, Holds)}
    for node in named - held:
        opens = again(question, Opener((), True, node), filters).routes
        assert bool(opens) == (node in {opener.node for opener in openers})


# --- on the branch --------------------------------------------------------------------------------


def test_on_the_branch_a_diploma_that_no_longer_exists_would_make_someone_an_accounts_clerk():
    catalogue = load()
    found = find_routes(catalogue, Profile(age=19), "n-3-1-employe-comptabilite")
    openers = would_open(catalogue, found)
    assert [(each.node, each.let_go, each.lost) for each in openers] == [
        ("bep-metiers-relation-clients-usagers", None, "closed"),
        ("bep-metiers-services-administratifs", None, "closed"),
        (None, "bare_decisions", None),
    ]


def test_the_command_line_says_what_would_open_it_after_what_is_in_the_way():
    question = ["routes", "--to", "n-3-1-employe-comptabilite", "--age", "19"]
    text = CliRunner().invoke(app, question).output.replace("\xa0", " ")
    assert text.index("condition reste hors d’atteinte") < text.index("Ce qui ouvrirait une voie")
    found = json.loads(CliRunner().invoke(app, [*question, "--format", "json"]).output)["would_open"]
    assert {key: found[-1][key] for key in ("let_go", "routes", "or_more", "months", "lost")} == {
        "let_go": "bare_decisions", "routes": 1, "or_more": False, "months": 0, "lost": None,
    }  # fmt: skip
    assert all(each["text"].replace("\xa0", " ") in text for each in found)
