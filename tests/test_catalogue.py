"""Reading a map and asking it, on the small map."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from pathways.catalogue import DATA_VARIABLE, Catalogue, load, parse, problems_of
from pathways.errors import InvalidData, UnknownId, UnreadableData
from tests.small_map import SMALL, small, small_raw


def ids(steps) -> list[str]:
    return [step.id for step in steps]


def test_a_decoded_file_reads_like_the_file():
    assert parse(small_raw()).file == small().file


def test_the_variable_names_the_file_when_no_path_is_given(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(DATA_VARIABLE, str(SMALL))
    assert load().file.edition == "small.1"


def test_a_path_wins_over_the_variable(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(DATA_VARIABLE, "/nowhere.json")
    assert load(SMALL).file.edition == "small.1"


def test_a_missing_file_is_unreadable_and_says_where_it_was_sought(tmp_path: Path):
    with pytest.raises(UnreadableData, match=r"gone\.json: the file cannot be read"):
        load(tmp_path / "gone.json")
    (problem,) = problems_of(tmp_path / "gone.json")
    assert problem.where.endswith("gone.json")


def test_a_folder_is_unreadable(tmp_path: Path):
    with pytest.raises(UnreadableData, match="cannot be read"):
        load(tmp_path)


def test_a_file_in_another_encoding_is_unreadable(tmp_path: Path):
    file = tmp_path / "latin.json"
    file.write_bytes('{"title": "é"}'.encode("latin-1"))
    with pytest.raises(UnreadableData, match="byte 11 is not UTF-8"):
        load(file)


def test_a_byte_order_mark_does_no_harm(tmp_path: Path):
    file = tmp_path / "marked.json"
    file.write_text(SMALL.read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert load(file).file == small().file


def test_brackets_without_end_are_unreadable_and_no_crash(tmp_path: Path):
    file = tmp_path / "deep.json"
    file.write_text("[" * 100_000 + "]" * 100_000)
    with pytest.raises(UnreadableData, match="nested too deeply"):
        load(file)


def test_a_sound_file_has_no_problem():
    assert problems_of(SMALL) == ()


def test_an_unsound_file_raises_all_that_is_told_of_it():
    raw = small_raw()
    raw["qualifications"][0]["level"] = 12
    raw["steps"][0]["target"] = "bac-pro-camions"
    with pytest.raises(InvalidData) as caught:
        parse(raw)
    assert [problem.what for problem in caught.value.problems] == [
        "12 is too large",
        "there is no qualification or role 'bac-pro-camions'",
    ]


def test_nodes_hold_qualifications_and_roles():
    assert set(small().nodes) == {*small().qualifications, *small().roles}
    assert len(small().nodes) == 12


def test_an_unknown_node_names_the_nearest_one():
    with pytest.raises(UnknownId) as caught:
        small().node("cap-meccano")
    assert caught.value.nearest == ("cap-mecano",)


def test_an_unknown_step_names_the_nearest_one():
    with pytest.raises(UnknownId) as caught:
        small().step("cap-mecano-initials")
    assert caught.value.nearest[0] == "cap-mecano-initial"


def test_a_label_comes_in_the_language_asked():
    assert small().label("g-9-1-controleur", "fr") == "Contrôleur technique"
    assert small().label("g-9-1-controleur", "en") == "Vehicle inspector"


def test_the_ways_in_come_by_id():
    assert ids(small().steps_to["bac-pro-camion"]) == [
        "bac-pro-camion-apprenticeship",
        "bac-pro-camion-initial",
    ]
    assert "bep-ancien" not in small().steps_to


def test_a_node_opens_the_steps_that_ask_for_it_by_any_leaf():
    assert ids(small().opens("cap-mecano")) == ["a-3-1-by-cap", "bac-pro-camion-apprenticeship"]
    assert ids(small().opens("a-12-2-technicien-expert")) == ["a-20-1-by-promotion"]
    assert ids(small().opens("a-9-1-technicien")) == ["a-20-1-by-promotion"], "through its experience"
    assert small().opens("titre-moniteur") == ()


def test_a_node_shuts_what_excludes_it_and_does_not_open_it():
    assert ids(small().bars("a-3-1-mecanicien")) == ["g-9-1-by-bac"]
    assert small().opens("a-3-1-mecanicien") == ()
    assert small().bars("bac-pro-camion") == ()


def test_places_come_by_town():
    assert [place.town for place in small().places_for("bac-pro-camion")] == ["Argenteuil", "Lille"]
    assert small().places_for("titre-moniteur") == ()


def test_a_leaflet_is_found_by_its_qualification():
    assert [leaflet.id for leaflet in small().leaflets_for("cqp-expert-camion")] == ["cqp-leaflet"]
    assert small().leaflets_for("cap-mecano") == ()


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_entries_changes_no_answer(seed: int):
    raw = small_raw()
    for entries in raw.values():
        if isinstance(entries, list):
            random.Random(seed).shuffle(entries)
    assert answers(parse(raw)) == answers(small())


def answers(catalogue: Catalogue) -> dict[str, object]:
    """Everything that a map can be asked, in the order in which it answers."""
    return {
        "maps": [
            list(each.items())
            for each in (catalogue.nodes, catalogue.steps, catalogue.steps_to, catalogue.sources)
        ],
        "codes": [list(catalogue.families), list(catalogue.statuses)],
        "about": {
            node: (
                catalogue.opens(node),
                catalogue.bars(node),
                catalogue.places_for(node),
                catalogue.leaflets_for(node),
            )
            for node in catalogue.nodes
        },
        "search": [catalogue.search(text) for text in ("technicien", "maintenance", "bac", "A.1")],
    }


def test_nothing_in_a_map_can_be_changed():
    with pytest.raises(TypeError):
        small().nodes["x"] = small().node("cap-mecano")  # type: ignore[index]
