"""Several profiles and one goal: each as if asked alone, compared condition by condition; and their table."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pathways.catalogue import Catalogue, load
from pathways.cohort import Cohort, cohort
from pathways.eligibility import Verdict
from pathways.errors import BadTable, BadValue, UnknownId
from pathways.gaps import gap
from pathways.importing import read_profiles
from pathways.model import Profile
from pathways.routes import find_routes
from tests.maps import Question as Asked
from tests.maps import questions
from tests.small_map import small

CQP = "cqp-expert-camion"
CANDIDATES = [
    ("A", Profile(age=19, holds=["bac-pro-camion"])),
    ("B", Profile(age=30, holds=["bac-pro-camion"])),
    ("C", Profile(holds=[CQP])),
    ("D", Profile(age=15)),
]


def by_leaf(found: Cohort) -> list[tuple[str, str]]:
    """Each single condition of the way with the first letter of MET, UNKNOWN (?) and UNMET (x) for each."""
    letters = {Verdict.MET: "✓", Verdict.UNKNOWN: "?", Verdict.UNMET: "✗"}
    return [
        (type(line.requirement).__name__, "".join(letters[each] for each in line.verdicts))
        for line in found.conditions
        if not line.is_group
    ]


def test_each_profile_has_its_months_or_has_the_goal_and_every_condition_stands_for_each():
    """
    A is young enough for the contract (14 months); B must be a jobseeker, which nobody has said; C holds the
    CQP; D has three years at school first. Holding the CQP says nothing of the bac pro, but is level 5.
    """
    found = cohort(small(), CANDIDATES, CQP)
    assert [each.label for each in found.standings] == ["A", "B", "C", "D"]
    assert [each.route.months if each.route else None for each in found.standings] == [14, 14, None, 50]
    assert [each.held_already for each in found.standings] == [False, False, True, False]
    assert [len(each.route.to_confirm) if each.route else 0 for each in found.standings] == [0, 1, 0, 0]
    assert found.way is not None
    assert found.way.id == "cqp-expert-camion-professionalisation"
    assert by_leaf(found) == [
        ("Holds", "✓✓✗✗"),
        ("AtLeastLevel", "✓✓✓✗"),
        ("Age", "✓✗?✓"),
        ("Status", "????"),
    ]


def test_the_way_compared_is_the_one_that_most_fastest_routes_end_with():
    skilled = Profile(age=30, experience={"a-9-1-technicien": 12})
    found = cohort(small(), [CANDIDATES[0], ("E", skilled), ("F", skilled)], CQP)
    assert found.way is not None
    assert found.way.id == "cqp-expert-camion-vae"


def test_another_way_can_be_compared():
    found = cohort(small(), CANDIDATES, CQP, way="cqp-expert-camion-vae")
    assert by_leaf(found) == [("Experience", "✗✗✗✗")]


def test_where_nobody_has_a_route_the_reason_is_each_ones_own():
    found = cohort(small(), CANDIDATES, "a-c-iii-1-chef-apres-vente")
    assert all(each.route is None and each.answer.blocked_by for each in found.standings)
    assert found.way is not None


def test_a_goal_without_any_way_has_nothing_to_compare():
    found = cohort(small(), CANDIDATES, "bep-ancien")
    assert (found.way, found.conditions) == (None, ())


@pytest.mark.parametrize(
    ("profiles", "way", "error", "words"),
    [
        ([], None, BadValue, "no profile"),
        ([CANDIDATES[0], CANDIDATES[0]], None, BadValue, "'A' is there twice"),
        (CANDIDATES, "a-12-2-by-cqp", BadValue, "leads to 'a-12-2-technicien-expert'"),
        (CANDIDATES, "nowhere", UnknownId, "nowhere"),
        ([("A", Profile(holds=["cap-mecanno"]))], None, UnknownId, "cap-mecano"),
    ],
)
def test_a_list_that_makes_no_sense_is_refused(profiles, way, error, words):
    with pytest.raises(error, match=words):
        cohort(small(), profiles, CQP, way=way)


def test_how_far_it_is_gets_told_up_to_the_last_profile():
    told: list[tuple[int, int]] = []
    cohort(small(), CANDIDATES, CQP, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


@given(asked=questions(), ages=st.lists(st.sampled_from([None, 15, 17, 18, 30]), min_size=1, max_size=4))
@settings(max_examples=150, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
def test_nobodys_answer_depends_on_who_else_is_on_the_list(asked: Asked, ages: list[int | None]):
    catalogue, options = Catalogue(asked.file), asked.options._asdict()
    people = [asked.profile.model_copy(update={"age": age}) for age in ages]
    listed = [(str(place), person) for place, person in enumerate(people)]
    found = cohort(catalogue, listed, asked.goal, on=asked.on, **options)
    for standing, person in zip(found.standings, people, strict=True):
        alone = find_routes(catalogue, person, asked.goal, on=asked.on, k=1, **options)
        assert standing.answer.routes == alone.routes
        assert standing.held_already == alone.held_already
        assert standing.answer.blocked_by == alone.blocked_by
        ways = gap(catalogue, person, asked.goal, on=asked.on, **options).ways
        for way in (each for each in ways if found.way is not None and each.step.id == found.way.id):
            place = found.standings.index(standing)
            whole = found.conditions[0].verdicts[place] if found.conditions else Verdict.MET
            assert whole is way.verdict


# --- the table ------------------------------------------------------------------------------------

HEADER = "label,age,holds,experience,licences,statuses"


def read(folder: Path, text: str | bytes) -> tuple[tuple[str, Profile], ...]:
    path = folder / "profiles.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_profiles(small(), path)


def problems(folder: Path, text: str | bytes) -> list[str]:
    with pytest.raises(BadTable) as refused:
        read(folder, text)
    return [str(problem).replace(str(folder) + "/", "") for problem in refused.value.problems]


WHOLE = (
    "A",
    Profile(
        age=19,
        holds=["bac-pro-camion@apprenticeship", "cap-mecano"],
        experience={"a-3-1-mecanicien": 12, "a-9-1-technicien": 3},
        licences=frozenset({"B", "C"}),
        statuses=frozenset({"jobseeker"}),
    ),
)


@pytest.mark.parametrize("before", ["", "\ufeff"])
@pytest.mark.parametrize("between", [",", ";", "\t"])
@pytest.mark.parametrize("inside", [";", "|"])
def test_a_table_is_read_whatever_stands_between_its_cells(
    tmp_path: Path, before: str, between: str, inside: str
):
    cells = [
        "A", "19", f"bac-pro-camion@apprenticeship{inside} cap-mecano",
        f"a-3-1-mecanicien=12{inside}a-9-1-technicien=3", f"B{inside}C", "jobseeker",
    ]  # fmt: skip
    quoted = [f'"{cell}"' if between == inside else cell for cell in cells]
    lines = (HEADER.replace(",", between), between.join(quoted), between * 5, f"{between}40{between * 4}")
    one, other = read(tmp_path, before + "\r\n".join(lines) + "\r\n")
    assert one == WHOLE
    assert other == ("row 4", Profile(age=40))


def test_columns_may_be_left_out_and_stand_in_any_order(tmp_path: Path):
    assert read(tmp_path, "Age;Label\n19;A\n20;B\n") == (("A", Profile(age=19)), ("B", Profile(age=20)))


def test_every_problem_is_told_at_once_with_its_line_and_column(tmp_path: Path):
    rows = [
        "A,abc,cap-mecanno,,,",
        "A,200,cap-mecano@school,a-3-1-mecanicien,Z,rich",
        "=1+1,19,-cap-mecano,a-3-1-mecanicien=12;a-3-1-mecanicien=6,,",
    ]
    assert [told.split(" — ")[0] for told in problems(tmp_path, "\n".join([HEADER, *rows]))] == [
        "line 2, column age: 'abc' is no age",
        "line 2, column holds: no qualification 'cap-mecanno' on the map",
        "line 3, column age: '200' is no age",
        "line 3, column holds: no way of training 'school'",
        "line 3, column experience: 'a-3-1-mecanicien' is no experience",
        "line 3, column licences: 'Z' is not known",
        "line 3, column statuses: 'rich' is not known",
        "line 4, column label: '=1+1' begins like a formula",
        "line 4, column holds: '-cap-mecano' begins like a formula",
        "line 4, column experience: role 'a-3-1-mecanicien' is there twice",
        "line 3, column label: label 'A' is that of line 2 too",
    ]
    assert "did you mean cap-mecano?" in problems(tmp_path, f"{HEADER}\nA,,cap-mecanno,,,")[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "profiles.csv: it is empty"),
        ("\ufeff \n,,,\n", "profiles.csv: it is empty"),
        ("A,19,cap-mecano\nB,20,\n", "line 1: the columns are not named"),
        ("label,age,name\nA,19,x\n", "line 1: column 'name' is about a person"),
        ("label,age,age\nA,19,20\n", "line 1: column 'age' is there 2 times"),
        (HEADER, "profiles.csv: there is no row under the columns"),
        (f"{HEADER}\nA,19,,,,,,\n", "line 2: 8 cells for 6 columns"),
        (f'{HEADER}\nA,"19,,,,\n', "profiles.csv: line 2 is no CSV"),
        ("label\nCaf\xe9\n".encode("latin-1"), "profiles.csv: byte 9 is not UTF-8"),
        ("label,age\n".encode("utf-16"), "profiles.csv: byte 0 is not UTF-8"),
        (b"label,age\nA,\x00\n", "profiles.csv: it is no text"),
        ("label\n" + "".join(f"{n}\n" for n in range(501)), "profiles.csv: 501 rows, over 500"),
        ("label\n" + "x" * 5_000_001, "profiles.csv: it is over 5 MB"),
        (f"{HEADER}\n{'x' * 41},,,,,\n", "line 2, column label: a label of 41 characters"),
    ],
    ids=lambda value: None if isinstance(value, bytes) or len(value) > 60 else value,
)
def test_a_file_that_cannot_be_read_is_refused_with_place_cause_and_remedy(
    tmp_path: Path, text: str | bytes, words: str
):
    (told,) = problems(tmp_path, text)
    assert told.startswith(words)
    assert " — " in told


def test_a_file_that_is_not_there_is_refused(tmp_path: Path):
    with pytest.raises(BadTable, match="cannot be read"):
        read_profiles(small(), tmp_path / "nowhere.csv")


@given(text=st.text(max_size=60))
@settings(max_examples=200, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_a_file_holds_it_is_read_or_refused_in_words(tmp_path: Path, text: str):
    with suppress(BadTable):
        assert read(tmp_path, f"{HEADER}\n{text}".encode(errors="replace"))


def test_the_table_of_the_readme_is_one(tmp_path: Path):
    readme = (Path(__file__).resolve().parent.parent / "README.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```csv\n(.*?)```", readme, re.DOTALL)
    path = tmp_path / "profiles.csv"
    path.write_text(example, encoding="utf-8")
    assert [label for label, _ in read_profiles(load(), path)] == ["A", "B"]
