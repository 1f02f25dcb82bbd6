"""
The pay block of a card: amounts worked out by hand, and only those that somebody can be paid.

By hand, on the tables of November 2026: the SMIC is €1,867.02 (1 June 2026); amendment no. 109 gives €2,080
for échelon 9, €2,231 for échelon 12, €2,510 for cadre I. So 27% of the SMIC is €504.10, 53% of 2,080 is
€1,102.40, 85% of 2,510 is €2,133.50.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import pytest

from pathways.cards import Line
from pathways.cards.pieces import Writer
from pathways.catalogue import Catalogue, load
from pathways.model import Lang
from pathways.pay import load_pay
from pathways.sheets import pay_blocks
from pathways.ui.widgets import AT_FIRST_SIGHT
from pathways.wording import Outline
from tests.test_wording import plain
from tests.toys import TODAY, text, toy

BRANCH = load()
TABLES = load_pay()
CAP = "cap-maintenance-vehicules-vehicules-legers-2025"
BAC_PRO = "bac-pro-maintenance-vehicules-transport-routier-2025"
LEAFLET = "cqp-technicien-expert-apres-vente-camion"
APPRENTICE_FR = "En apprentissage, au moins (brut par mois) :"
PRO_FR = "En contrat de professionnalisation, au moins (brut par mois) :"
APPRENTICE_EN = "By apprenticeship, at least (gross a month):"
PRO_EN = "By professional training contract (contrat de professionnalisation), at least (gross a month):"
JOB_FR = "  davantage si le minimum de la branche pour l’emploi occupé dépasse le SMIC"
SHORTER_FR = (
    "Un contrat plus court que le cycle normal se paie comme si les années sautées avaient été faites."
)
BY_JOB_FR = "(le plus élevé des deux : le SMIC, ou 85 % du minimum de la branche pour l’emploi occupé)"
BY_JOB_EN = "(the higher of the SMIC and 85% of the branch minimum for the job held)"
SMIC_FR = "SMIC : 1 867,02 € brut par mois, en vigueur depuis le 1er juin 2026."
BAC_RULE_FR = (
    "Le taux haut vaut pour un bac professionnel, ou un titre ou diplôme professionnel de même niveau. Un "
    "bac général seul ne compte pas, à la lettre du texte ; le simulateur de l’État le compte."
)


def more_fr(rung: str, amounts: str) -> str:
    return f"  davantage si l’emploi occupé est mieux classé ; s’il est déjà classé {rung} : {amounts}"


def more_en(rung: str, amounts: str) -> str:
    return f"  more if the job held is graded higher; if it is already at {rung}: {amounts}"


def flat(lines: Iterable[Line | Outline], depth: int = 0) -> Iterator[str]:
    """Every line, indented by two spaces a level."""
    for line in lines:
        yield "  " * depth + plain(line.text).replace("'", "’")
        yield from flat(line.children, depth + 1)


def block(node: str, lang: Lang = "fr", catalogue: Catalogue = BRANCH, on: date = TODAY) -> list[str]:
    """The title of the one pay block of a node, then its lines; nothing where it has none."""
    blocks = pay_blocks(Writer(catalogue, lang, on), TABLES, node)
    return [said for each in blocks for said in (plain(each.title), *flat(each.lines))]


def under(heading: str, said: list[str]) -> list[str]:
    """The lines under a heading, one level up."""
    after = said[said.index(heading) + 1 :]
    length = next((place for place, line in enumerate(after) if not line.startswith(" ")), len(after))
    return [line[2:] for line in after[:length]]


def last(said: list[str], count: int) -> list[str]:
    return said[-count:]


# --- qualifications of the branch, by hand --------------------------------------------------------


def test_a_cap_pays_two_years_and_its_block_is_about_the_time_of_training():
    said = block(CAP)
    assert said[0] == "Ce que l’on gagne au moins pendant la formation"
    assert under(APPRENTICE_FR, said) == [
        "moins de 18 ans : 504,10 € la 1re année, 728,14 € la 2e",
        "de 18 à 20 ans : 802,82 € la 1re année, 952,18 € la 2e",
        "de 21 à 25 ans : 989,52 € la 1re année, 1 138,88 € la 2e",
        JOB_FR,
        "26 ans et plus : 1 867,02 €",
        JOB_FR,
        SHORTER_FR,
    ]
    assert last(said, 2) == [
        "Pas de prime d’intégration : la certification ouvre moins que l’échelon 6.",
        SMIC_FR,
    ]


def test_a_bac_pro_pays_three_years_and_says_what_a_better_job_adds():
    said = block(BAC_PRO)
    assert under(APPRENTICE_FR, said) == [
        "moins de 18 ans : 504,10 € la 1re année, 728,14 € la 2e, 1 026,86 € la 3e",
        "de 18 à 20 ans : 802,82 € la 1re année, 952,18 € la 2e, 1 250,90 € la 3e",
        "de 21 à 25 ans : 989,52 € la 1re année, 1 138,88 € la 2e, 1 456,28 € la 3e",
        more_fr("échelon 9", "1 102,40 € la 1re année, 1 268,80 € la 2e, 1 622,40 € la 3e"),
        "26 ans et plus : 1 867,02 €",
        more_fr("échelon 9", "2 080,00 €"),
        SHORTER_FR,
    ]
    assert last(said, 2) == [
        (
            "Ensuite, en cas d’embauche en CDI par la même entreprise : prime d’intégration d’environ "
            "1 040,00 € brut au bout de 12 mois (la moitié du salaire de base, ici le minimum)."
        ),
        SMIC_FR,
    ]


def test_the_contract_of_the_leaflet_pays_by_age_and_diploma_as_the_leaflet_says():
    assert under(PRO_FR, block(LEAFLET)) == [
        "moins de 21 ans : 1 026,86 € ; avec un bac pro ou plus : 1 213,56 €",
        "de 21 à 25 ans : 1 306,91 € ; avec un bac pro ou plus : 1 493,62 €",
        f"26 ans et plus : 1 867,02 € {BY_JOB_FR}",
        more_fr("échelon 12", "1 896,35 €"),
    ]


def test_the_contract_of_the_leaflet_in_english():
    said = block(LEAFLET, "en")
    assert said[0] == "What you earn at least while training"
    assert under(PRO_EN, said) == [
        "under 21: €1,026.86; with a bac pro or more: €1,213.56",
        "from 21 to 25: €1,306.91; with a bac pro or more: €1,493.62",
        f"26 and over: €1,867.02 {BY_JOB_EN}",
        more_en("échelon 12", "€1,896.35"),
    ]
    assert last(said, 2) == [
        (
            "Then, if the same firm offers a permanent contract: an integration bonus of about €1,115.50 "
            "gross after 12 months (half the base salary, here the minimum)."
        ),
        "SMIC (minimum wage): €1,867.02 gross a month, in force since 1 June 2026.",
    ]


def test_a_licence_professionnelle_pays_one_amount_for_each_age_that_of_a_second_year():
    said = block("licence-pro-omsa")
    assert under(APPRENTICE_FR, said) == [
        "de 18 à 20 ans : 952,18 €",
        "de 21 à 25 ans : 1 138,88 €",
        more_fr("cadre I", "1 531,10 €"),
        "26 ans et plus : 1 867,02 €",
        more_fr("cadre I", "2 510,00 €"),
        "La licence professionnelle est payée comme une deuxième année d’apprentissage.",
    ]
    assert under(PRO_FR, said) == [
        "moins de 21 ans : 1 213,56 €",
        "de 21 à 25 ans : 1 493,62 €",
        f"26 ans et plus : 1 867,02 € {BY_JOB_FR}",
        more_fr("cadre I", "2 133,50 €"),
    ]


def test_a_licence_professionnelle_in_english():
    assert under(APPRENTICE_EN, block("licence-pro-omsa", "en")) == [
        "from 18 to 20: €952.18",
        "from 21 to 25: €1,138.88",
        more_en("cadre (executive) I", "€1,531.10"),
        "26 and over: €1,867.02",
        more_en("cadre (executive) I", "€2,510.00"),
        "A licence professionnelle is paid as a second year of apprenticeship.",
    ]


def test_an_engineer_of_unknown_length_pays_up_to_three_years_and_nothing_below_a_bac():
    said = block("ingenieur-cnam-mecatronique")
    assert under(APPRENTICE_FR, said) == [
        "de 18 à 20 ans : 802,82 € la 1re année, 952,18 € la 2e, 1 250,90 € la 3e",
        "de 21 à 25 ans : 989,52 € la 1re année, 1 138,88 € la 2e, 1 456,28 € la 3e",
        more_fr("cadre I", "1 330,30 € la 1re année, 1 531,10 € la 2e, 1 957,80 € la 3e"),
        "26 ans et plus : 1 867,02 €",
        more_fr("cadre I", "2 510,00 €"),
    ]
    assert under(PRO_FR, said)[:2] == ["moins de 21 ans : 1 213,56 €", "de 21 à 25 ans : 1 493,62 €"]


def test_on_the_map_of_the_branch_no_row_is_below_18_from_level_5_nor_of_a_third_year_that_no_step_has():
    for node in BRANCH.qualifications.values():
        whole = block(node.id)
        said = under(APPRENTICE_FR, whole) if APPRENTICE_FR in whole else []
        steps = [step for step in BRANCH.steps_to.get(node.id, ()) if step.access == "apprenticeship"]
        if node.level is not None and node.level >= 5:
            assert not [line for line in said if "moins de 18 ans" in line], node.id
        if all(step.months and step.months.max <= 24 for step in steps):
            assert not [line for line in said if "la 3e" in line], node.id


# --- roles ----------------------------------------------------------------------------------------


def test_a_role_whose_minimum_is_below_the_smic_pays_the_smic():
    said = block("a-3-1-mecanicien-maintenance")
    assert said[:2] == [
        "Ce que cela paie au moins",
        (
            "Au moins 1 867,02 € brut par mois : c’est le SMIC (depuis le 1er juin 2026), plus haut que le "
            "minimum de la branche à ce niveau de la grille."
        ),
    ]
    assert said[-1] == "Ce sont des minimums : l’employeur peut payer plus."
    assert block("a-3-1-mecanicien-maintenance", "en")[:2] == [
        "What it pays at least",
        (
            "At least €1,867.02 gross a month: the SMIC, minimum wage (since 1 June 2026), above the branch "
            "minimum at this point of the scale."
        ),
    ]


@pytest.mark.parametrize("status", ["suppressed", "renumbered"])
def test_a_role_that_the_register_no_longer_has_pays_nothing(status: str):
    rung = {"rung": {"echelon": 3}}
    roles = {"gone": {"status": status, **rung}, "there": {"status": "uncertain", **rung}}
    catalogue = toy({}, roles=roles)
    assert block("gone", catalogue=catalogue) == []
    assert block("there", catalogue=catalogue) != []


def test_the_tinsmith_whose_sheet_was_suppressed_has_no_pay():
    assert BRANCH.roles["b-3-1-tolier-ferreur"].status == "suppressed"
    assert block("b-3-1-tolier-ferreur") == []


# --- who can be in which row ----------------------------------------------------------------------


def apprenticeship(requires: Any = None, months: Any = 12, **more: Any) -> list[str]:
    """The rows of an apprenticeship with these conditions, shown beside a bac pro and general bacs."""
    catalogue = toy(
        {"q by apprenticeship": {"requires": requires, "months": months}}, qualifications=with_(more)
    )
    return under(APPRENTICE_FR, block("q", catalogue=catalogue))


def pro(requires: Any = None, other_way: Any = None) -> list[str]:
    """The rows below 26 of a contrat de professionnalisation with these conditions."""
    steps = {"q by professionalisation": {"requires": requires, "months": 12}}
    if other_way is not None:
        steps["q by apprenticeship"] = {"requires": other_way, "months": 12}
    said = under(PRO_FR, block("q", catalogue=toy(steps, qualifications=with_({}))))
    return [line for line in said if not line.startswith(("26", "  "))]


def with_(more: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        "q": more,
        "cap": {"kind": "cap", "level": 3, "family": "A"},
        "bac-pro": {"kind": "bac_pro", "level": 4, "family": "A"},
        "bac": {"kind": "bac", "level": 4},
        "bts": {"kind": "bts", "level": 5},
    }


UNPUBLISHED = {"not_published": text("the entry level")}
BOTH = [
    "moins de 21 ans : 1 026,86 € ; avec un bac pro ou plus : 1 213,56 €",
    "de 21 à 25 ans : 1 306,91 € ; avec un bac pro ou plus : 1 493,62 €",
]
GENERAL = [
    "moins de 21 ans : 1 026,86 € avec un bac général seul ; 1 213,56 € avec un bac pro ou plus",
    "de 21 à 25 ans : 1 306,91 € avec un bac général seul ; 1 493,62 € avec un bac pro ou plus",
    BAC_RULE_FR,
]
HIGH = ["moins de 21 ans : 1 213,56 €", "de 21 à 25 ans : 1 493,62 €"]


@pytest.mark.parametrize(
    ("requires", "rows"),
    [
        (None, BOTH),
        ({"at_least_level": 3}, BOTH),
        ({"any_of": [{"holds": "cap"}, {"holds": "bac-pro"}]}, BOTH),
        ({"holds": "bac-pro"}, HIGH),
        ({"holds": "bac-pro", "nature": "usual"}, HIGH),
        ({"holds": "bac-pro", "nature": "advised"}, BOTH),
        ({"at_least_level": 4}, GENERAL),
        ({"at_least_level": 4, "family": "A"}, HIGH),
        ({"any_of": [{"holds": "bac-pro"}, {"at_least_level": 4}]}, GENERAL),
        ({"all_of": [{"holds": "bac"}, {"at_least_level": 5}]}, HIGH),
        ({"any_of": [{"at_least_level": 5}, UNPUBLISHED]}, BOTH),
        ({"none_of": [{"holds": "bac-pro"}]}, BOTH),
    ],
)
def test_the_lower_rate_stands_where_somebody_without_bac_pro_level_can_enter(requires: Any, rows: list[str]):
    assert pro(requires) == rows


@pytest.mark.parametrize(
    ("requires", "other_way", "rows"),
    [
        (UNPUBLISHED, {"at_least_level": 5}, HIGH),
        (UNPUBLISHED, {"all_of": [{"at_least_level": 5}, UNPUBLISHED]}, HIGH),
        (UNPUBLISHED, UNPUBLISHED, BOTH),
        ({"at_least_level": 3}, {"at_least_level": 5}, BOTH),
        ({"not_published": text("x"), "nature": "advised"}, {"at_least_level": 5}, BOTH),
    ],
)
def test_the_entry_level_that_a_way_does_not_publish_is_that_of_another_way(
    requires: Any, other_way: Any, rows: list[str]
):
    assert pro(requires, other_way) == rows


YOUNGEST = "moins de 18 ans : 504,10 €"


@pytest.mark.parametrize(
    ("requires", "level", "is_there"),
    [
        (None, 3, True),
        (None, None, True),
        ({"at_least_level": 3}, 4, True),
        (None, 5, False),
        ({"at_least_level": 4}, 4, False),
        ({"at_least_level": 4, "nature": "advised"}, 4, True),
        ({"age": {"min": 18}}, 3, False),
        ({"age": {"min": 15, "max": 29}}, 3, True),
        (
            {"any_of": [{"age": {"min": 18, "max": 29}}, {"all_of": [{"age": {"min": 30}}, UNPUBLISHED]}]},
            3,
            False,
        ),
        ({"any_of": [{"age": {"min": 18}}, {"age": {"max": 16}}]}, 3, True),
    ],
)
def test_the_row_below_18_stands_where_a_minor_can_enter(requires: Any, level: int | None, is_there: bool):
    rows = apprenticeship(requires, level=level)
    assert (rows[0] == YOUNGEST) is is_there
    assert any(row.startswith("de 18 à 20 ans") for row in rows)


def test_somebody_grows_older_in_a_long_contract_so_the_next_row_stands_as_well():
    young = {"age": {"max": 17}}
    assert len(apprenticeship(young, 12)) == 1
    assert [row.split(" : ")[0] for row in apprenticeship(young, 24)] == ["moins de 18 ans", "de 18 à 20 ans"]


@pytest.mark.parametrize(
    ("months", "first_row"),
    [
        (12, "moins de 18 ans : 504,10 €"),
        ({"min": 6, "max": 15}, "moins de 18 ans : 504,10 € la 1re année, 728,14 € la 2e"),
        (24, "moins de 18 ans : 504,10 € la 1re année, 728,14 € la 2e"),
        (36, "moins de 18 ans : 504,10 € la 1re année, 728,14 € la 2e, 1 026,86 € la 3e"),
        (60, "moins de 18 ans : 504,10 € la 1re année, 728,14 € la 2e, 1 026,86 € la 3e"),
        (None, "moins de 18 ans : 504,10 € la 1re année, 728,14 € la 2e, 1 026,86 € la 3e"),
    ],
)
def test_there_are_as_many_years_as_the_step_may_last(months: Any, first_row: str):
    assert apprenticeship(months=months)[0] == first_row


def test_of_two_lengths_the_longest_gives_the_years_and_the_shorter_is_said_to_be_paid_as_the_later_ones():
    steps = {"q by apprenticeship": {"months": 24}, "q by apprenticeship fast": {"months": 12}}
    rows = under(APPRENTICE_FR, block("q", catalogue=toy(steps)))
    assert rows[0] == "moins de 18 ans : 504,10 € la 1re année, 728,14 € la 2e"
    assert rows[-1] == SHORTER_FR
    assert SHORTER_FR not in apprenticeship(months=24)


def test_where_only_the_shorter_contract_can_still_be_signed_its_years_keep_their_numbers():
    steps: dict[str, dict[str, Any]] = {
        "q by apprenticeship": {"months": 36, "valid_to": "2026-11-23"},
        "q by apprenticeship fast": {"months": 24},
    }
    rows = under(APPRENTICE_FR, block("q", catalogue=toy(steps)))
    assert rows[0] == "moins de 18 ans : 728,14 € la 2e, 1 026,86 € la 3e"
    assert rows[-1] == SHORTER_FR


# --- contracts that nobody can sign any more ------------------------------------------------------


def test_a_contract_whose_last_day_to_begin_is_past_is_left_out():
    steps = {
        "q by apprenticeship": {"months": 12, "valid_to": "2026-11-23"},
        "q by professionalisation": {"months": 12, "valid_to": "2026-11-24"},
    }
    said = block("q", catalogue=toy(steps))
    assert APPRENTICE_FR not in said
    assert PRO_FR in said


def test_a_qualification_that_can_no_longer_be_obtained_has_no_pay():
    steps = {"q by apprenticeship": {"months": 12}}
    assert block("q", catalogue=toy(steps, qualifications={"q": {"closed_on": "2026-11-23"}})) == []
    assert block("q", catalogue=toy(steps, qualifications={"q": {"closed_on": "2026-11-24"}})) != []


# --- what the block leans on ----------------------------------------------------------------------


def cited(node: str, catalogue: Catalogue = BRANCH) -> set[str]:
    return {
        reference.id
        for each in pay_blocks(Writer(catalogue, "fr", TODAY), TABLES, node)
        for reference in each.citations
    }


def test_the_block_cites_the_texts_behind_its_amounts():
    grids = {"code-travail-apprentissage", "code-travail-contrat-pro"}
    assert cited("licence-pro-omsa") >= {*grids, "smic-2026-06", "avenant-109", "ccn-1090-art-1-22"}


def test_a_rule_in_words_brings_its_own_sources():
    def block_asking(requires: Any) -> set[str]:
        steps = {"q by professionalisation": {"requires": requires, "months": 12}}
        return cited("q", toy(steps, qualifications=with_({})))

    assert block_asking({"at_least_level": 4}) - block_asking(None) == {"tetranergy-contrat-pro"}


def test_pay_is_among_the_blocks_that_a_page_shows_without_a_click():
    writer = Writer(BRANCH, "fr", TODAY)
    blocks = (
        each for node in (CAP, "a-3-1-mecanicien-maintenance") for each in pay_blocks(writer, TABLES, node)
    )
    keys = {each.key for each in blocks}
    assert keys == {"pay", "pay_in_training"}
    assert keys <= AT_FIRST_SIGHT


def test_a_day_before_the_tables_is_told_under_the_title_of_the_block():
    title, line = block(CAP, on=date(2022, 1, 1))
    assert title == "Ce que l’on gagne au moins pendant la formation"
    assert "2023-01-01" in line
