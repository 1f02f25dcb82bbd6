"""What is missing today, smallest set first, on toy maps and for the truck technician."""

from __future__ import annotations

from pathways.cards import Writer
from pathways.catalogue import load
from pathways.eligibility import Verdict
from pathways.gaps import Gap, gap
from pathways.model import Access, Holds, Profile, Requirement
from pathways.sheets import gap_sheet
from tests.toys import TODAY, toy


def names(requirements: tuple[Requirement, ...]) -> list[str]:
    """Leaves in short: the value of the one key that names each."""
    return [str(next(iter(leaf.model_dump(exclude_defaults=True).values()))) for leaf in requirements]


def missing(found: Gap) -> list[tuple[str, list[str], list[str]]]:
    return [
        (way.step.id, names(each.unmet), names(each.unknown)) for way in found.ways for each in way.missing
    ]


def test_an_alternative_is_one_of_and_the_smallest_set_comes_first():
    asked = {"any_of": [{"all_of": [{"holds": "a"}, {"holds": "b"}]}, {"holds": "c"}]}
    catalogue = toy({"job by recruitment": {"requires": asked}}, qualifications={"a": {}, "b": {}, "c": {}})
    found = gap(catalogue, Profile(), "job")
    step = "job-by-recruitment"
    assert missing(found) == [(step, ["c"], []), (step, ["a", "b"], [])]
    assert missing(gap(catalogue, Profile(holds=["a"]), "job")) == [(step, ["b"], []), (step, ["c"], [])]


def test_nothing_held_is_counted_as_missing_and_an_open_way_misses_nothing():
    catalogue = toy({"job by recruitment": {"requires": {"holds": "a"}}}, qualifications={"a": {}})
    found = gap(catalogue, Profile(holds=["a"]), "job")
    assert (found.verdict, missing(found)) == (Verdict.MET, [])


def test_unknown_is_kept_apart_from_unmet_and_is_never_open():
    asked = {"all_of": [{"licence": "B"}, {"holds": "a"}]}
    catalogue = toy({"job by recruitment": {"requires": asked}}, qualifications={"a": {}})
    assert missing(gap(catalogue, Profile(), "job")) == [("job-by-recruitment", ["a"], ["B"])]
    found = gap(catalogue, Profile(holds=["a"]), "job")
    assert (found.verdict, missing(found)) == (Verdict.UNKNOWN, [("job-by-recruitment", [], ["B"])])


def test_the_nearest_way_comes_first_and_a_way_not_yet_begun_is_left_out():
    catalogue = toy(
        {
            "job by recruitment far": {"requires": {"all_of": [{"holds": "a"}, {"holds": "b"}]}},
            "job by recruitment near": {"requires": {"holds": "c"}},
            "job by recruitment later": {"valid_from": "2027-01-01"},
        },
        qualifications={"a": {}, "b": {}, "c": {}},
    )
    found = gap(catalogue, Profile(), "job", on=TODAY)
    assert [way.step.id for way in found.ways] == ["job-by-recruitment-near", "job-by-recruitment-far"]


def test_a_goal_held_already_misses_nothing():
    found = gap(toy({"a by initial": {}}), Profile(holds=["a"]), "a")
    assert found.held_already
    assert found.verdict is Verdict.MET


def test_an_incompatibility_that_bites_is_named():
    catalogue = toy({"job by recruitment": {"requires": {"none_of": [{"status": "trades"}]}}})
    (way,) = gap(catalogue, Profile(statuses={"trades"}), "job").ways
    assert (way.verdict, len(way.missing[0].unmet)) == (Verdict.UNMET, 1)


def test_a_hundred_alternatives_stay_a_short_list():
    pairs = [{"any_of": [{"holds": f"a{i}"}, {"holds": f"b{i}"}]} for i in range(12)]
    quals: dict[str, dict[str, object]] = {f"{letter}{i}": {} for letter in "ab" for i in range(12)}
    catalogue = toy({"job by recruitment": {"requires": {"all_of": pairs}}}, qualifications=quals)
    (way,) = gap(catalogue, Profile(), "job").ways
    assert 0 < len(way.missing) <= 40
    assert {len(each.unmet) for each in way.missing} == {12}


def test_a_seventeen_year_old_with_a_cap_lacks_the_bac_pro_for_the_truck_expert_title():
    """The leaflet: « titulaire d'un Bac professionnel dans la maintenance de véhicules industriels »."""
    cap = "cap-maintenance-vehicules-transport-routier-2014"
    found = gap(load(), Profile(age=17, holds=[cap]), "cqp-technicien-expert-apres-vente-camion")
    assert found.verdict is Verdict.UNMET
    ways = {way.step.access: way for way in found.ways}
    (smallest, *_) = ways[Access.PROFESSIONALISATION].missing
    (bac,) = smallest.unmet
    assert isinstance(bac, Holds)
    assert bac.holds.startswith("bac-pro-maintenance-vehicules-transport-routier")
    assert not smallest.unknown


def test_what_the_law_asks_of_a_whole_group_is_said_once_and_on_the_group():
    law = {"nature": "law"}
    asked = {"all_of": [{"holds": "a"} | law, {"any_of": [{"holds": "b"} | law, {"licence": "B"} | law]}]}
    catalogue = toy({"job by recruitment": {"requires": asked}}, qualifications={"a": {}, "b": {}})
    (way,) = gap_sheet(Writer(catalogue, "en", TODAY), gap(catalogue, Profile(), "job")).ways
    texts = [text for _, _, text in way.conditions]
    assert texts[0] == "the law requires all of:"
    assert not any("law" in text for text in texts[1:])
