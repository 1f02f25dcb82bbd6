"""Routes on the map of the branch: each replays, each is irreducible, every machine gives the same."""

from __future__ import annotations

import os
import random
import subprocess
import sys

import pytest

from pathways.catalogue import Catalogue, load
from pathways.model import Profile
from pathways.ordering import Ordering
from pathways.questions import RANKINGS, By, OpenMap, Question
from pathways.rankings import Ranking
from pathways.routes import answer
from tests.brute_force import Asked, Options
from tests.replay import replay

QUESTIONS = 500
SHUFFLED = ("families", "sources", "qualifications", "roles", "steps")
BRANCH = load()
OBTAINABLE = [node for node in BRANCH.nodes if BRANCH.steps_to.get(node)]


def some_question(number: int) -> Question:
    """A person and a goal, by chance; the same for the same number."""
    chance = random.Random(number)
    held = [node for node in OBTAINABLE if node in BRANCH.qualifications]
    worked = [node for node in OBTAINABLE if node in BRANCH.roles]
    profile = Profile(
        age=chance.choice([None, 15, 17, 19, 24, 30, 45]),
        holds=chance.sample(held, chance.choice([0, 1, 2])),
        experience={
            role: chance.choice([6, 12, 36]) for role in chance.sample(worked, chance.choice([0, 1]))
        },
    )
    by: By = chance.choice(RANKINGS)
    return Question(profile, chance.choice(worked), BRANCH.file.as_of, k=3, by=by)


@pytest.mark.parametrize("number", range(QUESTIONS))
def test_every_route_replays_and_no_step_of_it_can_be_left_out(number: int):
    question = some_question(number)
    found = answer(BRANCH, question, most_plans=3_000)
    asked = Asked(BRANCH.file, question.profile, question.goal, question.on, Options())
    ordering = Ordering(OpenMap(BRANCH, question), Ranking.by(question.by))
    for route in found.routes:
        assert replay(asked, route.segments, question.by) is None
        steps = frozenset(step.id for step in route.steps)
        assert ordering.smallest_within(steps) == steps
    assert found.routes or found.blocked_by or found.held_already or not found.complete


def test_the_order_of_the_file_changes_no_answer():
    chance = random.Random(1)
    file = BRANCH.file
    entries = {name: tuple(chance.sample(getattr(file, name), len(getattr(file, name)))) for name in SHUFFLED}
    mixed = Catalogue(file.model_copy(update=entries))
    for number in range(40):
        before, after = (answer(each, some_question(number), most_plans=400) for each in (BRANCH, mixed))
        assert [route.segments for route in before.routes] == [route.segments for route in after.routes]
        assert (before.blocked_by, before.certain) == (after.blocked_by, after.certain)


@pytest.mark.slow
def test_the_same_question_gives_the_same_answer_whatever_python_hashes_like():
    question = (
        "routes --to a-12-2-technicien-expert-apres-vente --age 17 --format json"
        " --hold cap-maintenance-vehicules-transport-routier-2014"
    )
    command = [sys.executable, "-m", "pathways", *question.split()]
    said = {
        subprocess.run(
            command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(said) == 1


def test_a_search_that_is_cut_short_has_a_route_to_show_and_does_not_call_it_the_best():
    """Many ways tie on the way to the spare-parts manager of an adult without a diploma."""
    (adult,) = [point for point in BRANCH.file.entry_points if point.id == "adulte-sans-diplome"]
    question = Question(adult.profile, "d-c-i-1-cadre-technique-pra", BRANCH.file.as_of, k=1, by="surest")
    cut = answer(BRANCH, question, most_plans=450)
    assert not cut.complete
    assert cut.certain == 0
    (route,) = cut.routes
    asked = Asked(BRANCH.file, adult.profile, question.goal, question.on, Options())
    assert replay(asked, route.segments, question.by) is None
