"""
Every fault of a data file is told in plain words: one broken file for each, and the words are read.

The files stand on one small sound map (``cap`` → ``bac`` → ``mecanicien``) with one thing broken.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathways.catalogue import load, parse, problems_of
from pathways.errors import InvalidData, UnreadableData
from pathways.problems import Problem
from tests.small_map import DATA, small_raw

INVALID = {path.stem: path for path in sorted((DATA / "invalid").glob("*.json"))}

DID_YOU_MEAN_BAC = "did you mean 'bac'?"
NO_LAW = ("there is no source 'law'", "add it to sources, or mend the id")
BY_BAC = 'steps[1] "mecanicien-by-bac"'
CAP = 'qualifications[0] "cap"'
MECANICIEN = 'roles[0] "mecanicien"'
BAC_INITIAL = 'steps[0] "bac-initial"'

TOLD = {
    # the text
    "empty": ("line 1, column 1", "the file is empty", "fetch or save it again"),
    "truncated": ("line 20, column 99", "the file stops in the middle", "it was cut short"),
    "truncated-between-brackets": ("line 8, column 5", "the file stops in the middle", "it was cut short"),
    "superfluous-comma": ("line 5, column 26", "this is not JSON", "superfluous comma"),
    "list-at-the-top": ("the file", "[] is not an object", "between { and }"),
    # the shape
    "missing-field": (f"{CAP} kind", "'kind' is missing", "careers.schema.json"),
    "missing-at-the-top": ("licence", "'licence' is missing", "add it"),
    "unknown-field": (f"{CAP} colour", "the format has no field 'colour' here", "take it out"),
    "misspelt-field": (f"{CAP} certifer", "no field 'certifer'", "did you mean 'certifier'?"),
    "list-that-is-none": ("glossary", "{} is not a list", "between [ and ]"),
    "entry-that-is-no-object": ("glossary[0]", '"CQP" is not an object', "between { and }"),
    "id-with-capitals": (
        'families[1] "maintenance" id',
        "is not a family id",
        "capital letters, like A or AA",
    ),
    "rome-code-misspelt": (f"{CAP} rome[0]", '"1604" is not a ROME code', "like I1604"),
    "number-in-quotes": (f"{CAP} level", '"3" is not a whole number', "without quotes"),
    "level-too-high": (f"{CAP} level", "9 is too large", "write 8 or less"),
    "level-too-low": (f"{CAP} level", "1 is too small", "write 3 or more"),
    "unknown-kind": (f"{CAP} kind", '"diploma" is none of the values allowed', "'bac_pro'"),
    "unknown-access": (f"{BAC_INITIAL} access", '"school" is none', "'apprenticeship'"),
    "no-date": (f"{CAP} closed_on", '"31/12/2026" is not a date', "YYYY-MM-DD"),
    "impossible-date": (f"{CAP} closed_on", '"2026-02-30" is not a date', "YYYY-MM-DD"),
    "label-without-english": (f"{MECANICIEN} label.en", "English words are missing", "add 'en'"),
    "label-with-empty-french": (f"{MECANICIEN} label.fr", "French words are empty", "write them out"),
    "text-that-is-none": (f"{CAP} certifier", "7 is not text", "between quotes"),
    "outcome-without-source": (f"{CAP} outcomes[0].sources", "the list is too short", "at least 1"),
    "months-in-the-wrong-order": (f"{BAC_INITIAL} months", "above the longest", "shorter length as min"),
    "rung-in-the-gap": (f"{MECANICIEN} rung", "no échelon 13 to 16", "1 to 12 or 17 to 25"),
    "rung-of-two-kinds": (f"{MECANICIEN} rung", "one of the two", '{"cadre": "I" to "V"}'),
    "no-condition": (f"{BY_BAC} requires", '{"hold": "bac"} is no condition', "did you mean 'holds'?"),
    "two-conditions-in-one": (
        f"{BY_BAC} requires.age",
        "'holds' and 'age' are two conditions",
        "in an all_of",
    ),
    "age-without-bounds": (
        f"{BY_BAC} requires.all_of[1].age",
        "needs a min or a max",
        "give min, max or both",
    ),
    "experience-that-counts-nowhere": (
        f"{BY_BAC} requires.all_of[1].experience",
        "in a list of roles or in a family",
        "'roles' or 'family'",
    ),
    # references
    "unknown-in-holds": (f"{BY_BAC} requires.holds", "there is no qualification 'bacc'", DID_YOU_MEAN_BAC),
    "unknown-in-post": (f"{BY_BAC} requires.any_of[1].in_post", "no role 'mecanicienne'", "'mecanicien'?"),
    "unknown-in-experience": (f"{BY_BAC} requires.experience.roles[0]", "no role 'mecano'", "'mecanicien'?"),
    "unknown-experience-family": (
        f"{BY_BAC} requires.experience.family",
        "no family 'B'",
        "add it to families",
    ),
    "unknown-level-family": (f"{BY_BAC} requires.family", "no family 'B'", "add it to families"),
    "unknown-status": (f"{BY_BAC} requires.all_of[1].status", "no status 'job-seeker'", "'jobseeker'?"),
    "unknown-target": (f"{BY_BAC} target", "no qualification or role 'mechanicien'", "'mecanicien'?"),
    "unknown-replacement": (f"{CAP} replaced_by[0]", "there is no qualification 'bacs'", DID_YOU_MEAN_BAC),
    "unknown-source-of-a-node": (f"{CAP} sources[0].id", "no source 'registre'", "did you mean 'register'?"),
    "unknown-source-of-a-condition": (f"{BY_BAC} requires.sources[0].id", *NO_LAW),
    "unknown-source-of-a-length": (f"{BAC_INITIAL} months.sources[0].id", *NO_LAW),
    "unknown-source-of-a-remark": (f"{BAC_INITIAL} remarks[0].sources[0].id", *NO_LAW),
    "unknown-source-of-a-note": (f"{MECANICIEN} notes[0].sources[0].id", *NO_LAW),
    "unknown-source-of-an-outcome": (f"{CAP} outcomes[0].sources[0].id", *NO_LAW),
    "unknown-source-in-a-conflict": (f"{CAP} conflicts[0].values[1].source", *NO_LAW),
    "unknown-source-in-the-glossary": ('glossary[0] "CQP" sources[0].id', *NO_LAW),
    "unknown-family": (f"{CAP} family", "there is no family 'AA'", "did you mean 'A'?"),
    "unknown-in-a-place": (
        'training_places[0] "Lycée" qualifications[1]',
        "no qualification 'bts'",
        "add it to qualifications",
    ),
    "unknown-neighbour": (
        'occupations[0] "I1604" neighbours[0]',
        "there is no ROME code 'I1605'",
        "did you mean 'I1604'?",
    ),
    "unknown-source-of-an-occupation": ('occupations[0] "I1604" sources[0].id', *NO_LAW),
    "unknown-source-of-a-place": ('training_places[0] "Lycée" sources[0].id', *NO_LAW),
    "unknown-in-a-leaflet": ('leaflets[0] "plaquette" qualification', "no qualification 'cqp'", "'cap'?"),
    "unknown-source-of-a-leaflet": ('leaflets[0] "plaquette" sources[0].id', *NO_LAW),
    "unknown-held-at-an-entry-point": (
        'entry_points[0] "start" holds[0]',
        "no qualification 'bep'",
        "add it to qualifications",
    ),
    "unknown-work-at-an-entry-point": (
        'entry_points[0] "start" experience[0].role',
        "no role 'mecano'",
        "'mecanicien'?",
    ),
    "unknown-status-at-an-entry-point": (
        'entry_points[0] "start" statuses[0]',
        "no status 'jobseekers'",
        "'jobseeker'?",
    ),
    "unknown-onward": (f"{CAP} onward[0].target", "no qualification 'bts'", "add it to qualifications"),
    "unknown-source-of-an-onward": (f"{CAP} onward[0].sources[0].id", *NO_LAW),
    "unknown-counted-role": (
        f"{BAC_INITIAL} counts_as_experience",
        "no role 'mecanicienne'",
        "'mecanicien'?",
    ),
    "role-that-is-held": (f"{BY_BAC} requires.any_of[1].holds", "'mecanicien' is a role", "write in_post"),
    "qualification-in-post": (
        f"{BY_BAC} requires.any_of[1].in_post",
        "'cap' is a qualification",
        "write holds",
    ),
    "onward-of-the-wrong-kind": (f"{CAP} onward[0].target", "'bac' is a qualification", "name a role"),
    # rules
    "empty-all-of": (f"{BY_BAC} requires.all_of", "the group is empty", "requires null"),
    "empty-any-of": (f"{BY_BAC} requires.all_of[1].any_of", "the group is empty", "not_published"),
    "empty-none-of": (f"{BY_BAC} requires.all_of[1].none_of", "the group is empty", "take the group out"),
    "none-of-in-none-of": (
        f"{BY_BAC} requires.all_of[1].none_of[0].any_of[0]",
        "double negative",
        "write what is asked for",
    ),
    "age-in-none-of": (
        f"{BY_BAC} requires.all_of[1].none_of[0]",
        "an age is excluded",
        "ages that are admitted",
    ),
    "experience-in-none-of": (
        f"{BY_BAC} requires.all_of[1].none_of[0]",
        "work can be left out of a profile",
        "with in_post",
    ),
    "decision-in-none-of": (f"{BY_BAC} requires.all_of[1].none_of[0]", "employer's decision", "in a remark"),
    "not-published-in-none-of": (
        f"{BY_BAC} requires.all_of[1].none_of[0]",
        "nobody can check it",
        "outside the none_of",
    ),
    "training-to-a-role": (
        f"{BY_BAC} access",
        "vae is a training, and 'mecanicien' is a role",
        "recruitment",
    ),
    "promotion-to-a-qualification": (f"{BAC_INITIAL} access", "'bac' is a qualification", "vae"),
    "closes-before-it-opens": (
        f"{BAC_INITIAL} valid_to",
        "closes on 2026-08-31, before it opens on 2026-09-01",
        "in order",
    ),
    "qualification-without-source": (f"{CAP} sources", "this fact has no source", "cite at least one"),
    "role-without-source": (f"{MECANICIEN} sources", "this fact has no source", "cite at least one"),
    "step-without-source": (f"{BAC_INITIAL} sources", "this fact has no source", "cite at least one"),
    "same-id-twice": ('roles[1] "cap"', f"'cap' is already taken by {CAP}", "a name of its own"),
    "same-step-twice": ('steps[2] "bac-initial"', "already taken by steps[0]", "a name of its own"),
    "same-source-twice": ('sources[1] "register"', "already taken by sources[0]", "a name of its own"),
    "same-occupation-twice": ('occupations[1] "I1604"', "already taken by occupations[0]", "of its own"),
    "same-status-twice": ('statuses[1] "jobseeker"', "already taken by statuses[0]", "a name of its own"),
    "used-value-out-of-range": (f"{CAP} conflicts[0].used", "2 is the index of none", "write 0 to 1"),
    "used-value-below-zero": (f"{CAP} conflicts[0].used", "-1 is the index of none", "write 0 to 1"),
    # circles
    "needs-itself": ('qualifications[1] "bac"', "bac needs bac", "needs none of them"),
    "need-each-other": ('qualifications[1] "bac"', "bac needs cap, which needs bac", "needs none of them"),
    "needs-its-own-level": ('qualifications[1] "bac"', "bac needs bac", "needs none of them"),
    "replace-each-other": (
        'qualifications[1] "bac" replaced_by',
        "bac is replaced by cap, which is replaced by bac",
        "without a successor",
    ),
}


@pytest.mark.parametrize("name", INVALID)
def test_each_broken_file_has_exactly_one_problem_with_its_place_cause_and_remedy(name: str):
    (problem,) = problems_of(INVALID[name])
    where, what, remedy = TOLD[name]
    assert problem.where == where
    assert what in problem.what
    assert remedy in problem.remedy


def test_every_fault_that_is_told_has_its_broken_file():
    assert set(TOLD) == set(INVALID)


@pytest.mark.parametrize("name", ["truncated", "truncated-between-brackets", "superfluous-comma", "empty"])
def test_what_is_not_json_is_unreadable(name: str):
    with pytest.raises(UnreadableData, match=r"line \d+, column \d+: "):
        load(INVALID[name])


def test_a_file_that_breaks_the_rules_raises_its_problem_in_words():
    with pytest.raises(
        InvalidData, match=r"requires\.holds: there is no qualification 'bacc' — did you mean 'bac'"
    ):
        load(INVALID["unknown-in-holds"])


# --- several at once ------------------------------------------------------------------------------


def faults(raw: object) -> list[Problem]:
    with pytest.raises(InvalidData) as caught:
        parse(raw)
    return list(caught.value.problems)


def test_faults_of_every_layer_are_told_in_one_go():
    raw = small_raw()
    raw["qualifications"][2]["level"] = "3"
    raw["roles"][0]["family"] = "AA"
    raw["roles"][1]["sources"] = []
    raw["steps"][3]["valid_from"], raw["steps"][3]["valid_to"] = "2027-01-01", "2026-01-01"
    raw["steps"][2]["requires"] = {"holds": "titre-moniteur"}
    raw["steps"][6]["requires"] = {"holds": "titre-moniteur"}
    assert [(problem.where, problem.what) for problem in faults(raw)] == [
        ('qualifications[2] "cap-mecano" level', '"3" is not a whole number'),
        ('roles[0] "a-12-2-technicien-expert" family', "there is no family 'AA'"),
        ('roles[1] "a-20-1-receptionnaire" sources', "this fact has no source"),
        (
            'steps[3] "cqp-expert-camion-professionalisation" valid_to',
            "the step closes on 2026-01-01, before it opens on 2027-01-01",
        ),
        (
            'qualifications[5] "titre-moniteur"',
            "every way in needs what it leads to: titre-moniteur needs titre-moniteur",
        ),
    ]


def test_an_unsound_entry_makes_no_fault_of_what_refers_to_it():
    raw = small_raw()
    raw["qualifications"][0]["kind"] = "diploma"
    raw["sources"][0]["kind"] = "website"
    assert [problem.where for problem in faults(raw)] == [
        'sources[0] "register" kind',
        'qualifications[0] "bac-pro-camion" kind',
    ]


def test_an_unsound_way_in_is_not_taken_for_a_missing_one():
    raw = small_raw()
    raw["steps"] = [step for step in raw["steps"] if step["target"] != "titre-moniteur"]
    for access, requires in (("initial", {"hold": "x"}), ("vae", {"holds": "titre-moniteur"})):
        step = {"id": f"titre-moniteur-{access}", "target": "titre-moniteur", "access": access}
        raw["steps"].append({**step, "requires": requires, "sources": [{"id": "code"}]})
    (problem,) = faults(raw)
    assert problem.what == '{"hold": "x"} is no condition'


# --- circles --------------------------------------------------------------------------------------


def ways_in(**requirements: object) -> Any:
    """The small map with one qualification and one school step for each name, asking for what is given."""
    raw = small_raw()
    sources = [{"id": "register"}]
    for name, requires in requirements.items():
        label = {"fr": name, "en": name}
        raw["qualifications"].append({"id": name, "label": label, "kind": "other", "sources": sources})
        step = {"id": f"{name}-initial", "target": name, "access": "initial"}
        raw["steps"].append({**step, "requires": requires, "sources": sources})
    return raw


def test_a_circle_with_a_door_is_no_fault():
    """b needs a; a needs b, or the closed BEP."""
    raw = ways_in(a={"any_of": [{"holds": "b"}, {"holds": "bep-ancien"}]}, b={"holds": "a"})
    assert len(parse(raw).nodes) == 14


def test_a_door_that_is_unknown_is_a_door():
    """b needs a; a needs b, or something that nobody publishes."""
    unknown = {"not_published": {"fr": "?", "en": "?"}}
    raw = ways_in(a={"any_of": [{"holds": "b"}, unknown]}, b={"holds": "a"})
    assert len(parse(raw).nodes) == 14


def test_a_part_of_an_and_closes_a_circle_and_what_hangs_on_it_is_not_blamed():
    """a and b need each other and the CAP; c needs a, d needs c or b."""
    raw = ways_in(
        a={"all_of": [{"holds": "b"}, {"holds": "cap-mecano"}]},
        b={"all_of": [{"holds": "a"}, {"holds": "cap-mecano"}]},
        c={"holds": "a"},
        d={"any_of": [{"holds": "c"}, {"holds": "b"}]},
    )
    (problem,) = faults(raw)
    assert problem.what == "every way in needs what it leads to: a needs b, which needs a"


def test_each_of_two_circles_is_told():
    raw = ways_in(a={"holds": "b"}, b={"holds": "a"}, c={"all_of": [{"holds": "a"}, {"holds": "c"}]})
    assert [problem.what.partition(": ")[2] for problem in faults(raw)] == [
        "a needs b, which needs a",
        "c needs c",
    ]


def test_two_nodes_that_help_each_other_are_not_blamed_for_a_circle_beside_them():
    """e and f each need the other or a; a needs itself."""
    raw = ways_in(
        a={"holds": "a"},
        e={"any_of": [{"holds": "f"}, {"holds": "a"}]},
        f={"any_of": [{"holds": "e"}, {"holds": "a"}]},
    )
    (problem,) = faults(raw)
    assert problem.what.endswith("a needs a")


def test_work_can_close_a_circle():
    """a asks for practice in a role that only a opens."""
    raw = ways_in(a={"experience": {"months": 12, "roles": ["only-by-a"]}})
    label = {"fr": "Métier", "en": "Job"}
    sources = [{"id": "register"}]
    raw["roles"].append({"id": "only-by-a", "label": label, "sources": sources})
    step = {"id": "only-by-a", "target": "only-by-a", "access": "recruitment", "requires": {"holds": "a"}}
    raw["steps"].append({**step, "sources": sources})
    (problem,) = faults(raw)
    assert problem.what.endswith("a needs only-by-a, which needs a")


def test_what_is_excluded_closes_no_circle():
    raw = ways_in(a={"none_of": [{"holds": "a"}]})
    assert len(parse(raw).nodes) == 13


NAMES = ("a", "b", "c", "d")
LEAVES = st.sampled_from([{"holds": name} for name in (*NAMES, "bep-ancien")])
TREES = st.recursive(
    LEAVES,
    lambda branches: st.builds(
        lambda group, inside: {group: inside},
        st.sampled_from(["all_of", "any_of", "none_of"]),
        st.lists(branches.filter(lambda branch: "none_of" not in str(branch)), min_size=1, max_size=3),
    ),
    max_leaves=4,
)


@given(st.fixed_dictionaries(dict.fromkeys(NAMES, TREES)))
def test_a_map_has_a_circle_exactly_when_something_cannot_be_obtained_by_trying_again_and_again(trees: Any):
    stuck = set(NAMES) - obtained_by_trying(trees)
    try:
        parse(ways_in(**trees))
    except InvalidData as error:
        told = " ".join(problem.what.partition(": ")[2] for problem in error.problems)
        assert {name for name in NAMES if name in told.replace(",", "").split()} <= stuck
        assert stuck
    else:
        assert not stuck


def obtained_by_trying(trees: dict[str, Any]) -> set[str]:
    """Everything that one obtains in the end, taking whatever opens, with the closed BEP in hand."""
    held = {"bep-ancien"}
    for _ in NAMES:
        held |= {name for name, tree in trees.items() if opens(tree, held)}
    return held - {"bep-ancien"}


def opens(tree: Any, held: set[str]) -> bool:
    """Whether a tree passes; what it excludes can be avoided by not obtaining it."""
    ((key, inside),) = tree.items()
    match key:
        case "holds":
            return inside in held
        case "all_of":
            return all(opens(branch, held) for branch in inside)
        case "any_of":
            return any(opens(branch, held) for branch in inside)
        case _:
            return True


def test_a_succession_in_a_line_is_no_fault():
    raw = small_raw()
    raw["qualifications"][0]["replaced_by"] = ["cqp-expert-camion"]
    assert parse(raw).qualifications["bac-pro-camion"].replaced_by == ("cqp-expert-camion",)


def test_a_successor_outside_a_circle_does_not_hide_it():
    raw = small_raw()
    raw["qualifications"][1]["replaced_by"] = ["bac-pro-camion", "cap-mecano"]
    raw["qualifications"][2]["replaced_by"] = ["bep-ancien"]
    (problem,) = faults(raw)
    assert problem.what.endswith("bep-ancien is replaced by cap-mecano, which is replaced by bep-ancien")


def test_a_field_that_resembles_none_is_not_taken_for_a_misspelt_one():
    (problem,) = problems_of(INVALID["unknown-field"])
    assert problem.remedy == "take it out"


def test_the_broken_files_are_small():
    assert max(path.stat().st_size for path in INVALID.values()) < 3_000


def test_a_place_can_be_read_without_the_code():
    (problem,) = problems_of(INVALID["unknown-in-experience"])
    assert str(problem) == (
        'steps[1] "mecanicien-by-bac" requires.experience.roles[0]: '
        "there is no role 'mecano' — did you mean 'mecanicien'?"
    )
