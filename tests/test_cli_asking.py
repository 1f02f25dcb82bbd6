"""``routes``, ``gap`` and ``pay`` at the command line, on the map of the branch."""

from __future__ import annotations

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from pathways.catalogue import load
from pathways.cli import app
from tests.small_map import SMALL

BAC_PRO = "bac-pro-maintenance-vehicules-transport-routier-2014"
HEAD = "a-c-iii-1-chef-apres-vente"
EXPERT = "a-12-2-technicien-expert-apres-vente"
LEAFLET = "cqp-technicien-expert-apres-vente-camion"
ROUTE_KEYS = {
    "months", "at_least", "months_max", "months_unpaid", "gaps", "earned_eur", "employer_decisions",
    "assumptions", "to_confirm", "segments",
}  # fmt: skip
SEGMENT_KEYS = {"kind", "step", "node", "access", "months", "earned_eur", "satisfied_by", "sources"}


def run(*arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, list(arguments))
    assert done.exit_code == code, done.output
    assert "Traceback" not in done.output
    return done.output.replace("\u202f", " ").replace("\xa0", " ")


def run_json(*arguments: str, code: int = 0) -> Any:
    return json.loads(run(*arguments, "--format", "json", code=code))


def test_three_routes_lead_from_the_bac_pro_to_head_of_after_sales():
    found = run_json("routes", "--hold", BAC_PRO, "--age", "19", "--to", HEAD, "-k", "3")
    assert len(found["routes"]) == 3
    assert len({tuple(s["step"] for s in route["segments"] if s["step"]) for route in found["routes"]}) == 3
    for route in found["routes"]:
        assert set(route) == ROUTE_KEYS
        assert all(set(segment) == SEGMENT_KEYS for segment in route["segments"])
        assert route["segments"][-1]["node"] == HEAD
        assert route["months"] == sum(segment["months"] or 0 for segment in route["segments"])
        assert route["earned_eur"] == pytest.approx(sum(s["earned_eur"] for s in route["segments"]))
        assert all(segment["sources"] for segment in route["segments"])
    assert {"edition", "as_of", "profile", "goal", "by", "blocked_by"} <= set(found)


def test_the_text_says_months_pay_decisions_assumptions_and_sources():
    text = run("routes", "--hold", BAC_PRO, "--age", "19", "--to", HEAD, "-k", "1")
    for said in (
        "dont",
        "sans salaire",
        "€ brut",
        "décision d’un employeur",
        "supposées par nous",
        "fiche A.C.III.1",
    ):
        assert said in text


def test_english_is_complete():
    text = run("routes", "--hold", BAC_PRO, "--age", "19", "--to", EXPERT, "-k", "1", "--lang", "en")
    assert "fastest" in text or "route to" in text
    assert "Take up the role" in text


def test_a_goal_without_a_route_exits_1_and_says_why():
    found = run_json("routes", "--to", "a-c-ii-5-responsable-magasin", code=1)
    assert found["routes"] == []
    assert [block["reason"] for block in found["blocked_by"]] == ["no_way_in"]


def test_a_goal_held_already_is_an_answer():
    assert run_json("routes", "--to", BAC_PRO, "--hold", BAC_PRO)["held_already"]


def test_teaching_driving_at_eighteen_is_not_open_before_twenty():
    """A seventeen-year-old: not before 20, and meanwhile the training."""
    (first, *_) = run_json("routes", "--age", "17", "--to", "k-9-1")["routes"]
    assert first["months"] >= 36
    asked = run("gap", "--age", "18", "--to", "k-9-1")
    assert "avoir au moins 20 ans" in asked
    assert "n’est pas ouvert aujourd’hui" in asked


def test_a_repairer_cannot_inspect_vehicles_at_the_same_time():
    inspector = next(role for role in load().roles if role.startswith("g-9-1"))
    both = ("--status", "trades-or-repairs-vehicles", "--to", inspector)
    assert run_json("routes", *both, code=1)["blocked_by"][0]["reason"] == "incompatible"


def test_the_gap_of_a_seventeen_year_old_with_a_cap_is_the_bac_pro():
    cap = "cap-maintenance-vehicules-transport-routier-2014"
    found = run_json("gap", "--age", "17", "--hold", cap, "--to", LEAFLET)
    assert found["verdict"] == "unmet"
    nearest = found["ways"][0]["missing"][0]
    assert nearest["unmet"][0]["holds"].startswith("bac-pro-maintenance-vehicules-transport-routier")
    states = {line["state"] for way in found["ways"] for line in way["conditions"]}
    assert {"met", "unmet"} <= states


@pytest.mark.parametrize(
    ("age", "hold", "gross"),
    [
        ("19", None, "1 026,86 €"),
        ("19", BAC_PRO, "1 213,56 €"),
        ("22", None, "1 306,91 €"),
        ("22", BAC_PRO, "1 493,62 €"),
    ],
)
def test_the_leaflet_grid_is_paid_to_the_cent(age: str, hold: str | None, gross: str):
    held = () if hold is None else ("--hold", hold)
    step = f"{LEAFLET}-by-professionalisation"
    text = run("pay", "--step", step, "--age", age, *held, "--on", "2026-07-01")
    assert gross in text
    assert "1 115,50 €" in text  # the bonus: half of 2,231 €


def pay_at(step: str, age: int, lang: str = "fr") -> list[str]:
    """The lines of ``pay`` on the months of a contract: those before the first empty one."""
    text = run("pay", "--step", step, "--age", str(age), "--on", "2026-07-01", "--lang", lang)
    return text.replace("'", "’").split("\n\n")[0].splitlines()[1:]


FROM_26 = (
    "  À partir de 26 ans : au moins le SMIC, et au moins 85 % du minimum conventionnel de l’emploi occupé."
)
SHORTER = "Un contrat plus court que le cycle normal se paie comme si les années sautées avaient été faites."
FROM_21 = (
    "  À partir de 21 ans, le pourcentage s’applique au SMIC ou, s’il est plus élevé, au minimum "
    "conventionnel de l’emploi occupé."
)


def test_from_26_the_smic_is_sure_and_the_85_percent_are_those_of_the_job_that_the_certification_opens():
    assert pay_at(f"{LEAFLET}-by-professionalisation", 27) == [
        "Mois 1 à 14 : 1 867,02 € brut par mois (100 %), soit environ 1 477,93 € net avant impôt",
        FROM_26,
        "  davantage si l’emploi occupé est mieux classé ; s’il est déjà classé échelon 12 : 1 896,35 €",
    ]
    last_line = pay_at(f"{LEAFLET}-by-professionalisation", 27, "en")[-1]
    assert last_line == "  more if the job held is graded higher; if it is already at échelon 12: €1,896.35"


def test_from_21_an_apprentice_is_sure_of_a_share_of_the_smic_and_earns_more_in_a_better_job():
    """At échelon 9 (2,080 €) 53 % are 1,102.40 €, 61 % 1,268.80 €; a CAP opens no job above the SMIC."""
    assert pay_at("bac-pro-maintenance-vehicules-transport-routier-2025-by-apprenticeship", 22)[:6] == [
        "Mois 1 à 12 : 989,52 € brut par mois (53 %), soit environ 977,85 € net avant impôt",
        FROM_21,
        "  davantage si l’emploi occupé est mieux classé ; s’il est déjà classé échelon 9 : 1 102,40 €",
        "Mois 13 à 24 : 1 138,88 € brut par mois (61 %), soit environ 1 096,08 € net avant impôt",
        FROM_21,
        "  davantage si l’emploi occupé est mieux classé ; s’il est déjà classé échelon 9 : 1 268,80 €",
    ]
    assert pay_at("cap-maintenance-vehicules-vehicules-legers-2025-by-apprenticeship", 22)[2:3] == [
        "  davantage si l’emploi occupé est mieux classé"
    ]


def test_before_21_and_where_the_age_is_not_said_pay_tells_nothing_of_the_job():
    step = f"{LEAFLET}-by-professionalisation"
    assert "davantage" not in " ".join(pay_at(step, 19))
    assert "davantage" not in run("pay", "--step", step)


@pytest.mark.parametrize(
    ("step", "age", "is_told"),
    [
        (f"{LEAFLET}-by-professionalisation", "27", True),
        (f"{LEAFLET}-by-professionalisation", "19", False),
        ("cap-maintenance-vehicules-vehicules-legers-2025-by-apprenticeship", "22", False),
    ],
)
def test_the_minima_and_the_agreement_that_is_pending_are_named_where_an_amount_hangs_on_them(
    step: str, age: str, is_told: bool
):
    text = run("pay", "--step", step, "--age", age)
    assert ("Un accord du 22 janvier 2026" in text) is is_told
    assert ("[Avenant n° 109" in text) is is_told


@pytest.mark.parametrize(
    ("step", "months", "rule"),
    [
        (
            "licence-pro-omsa-by-apprenticeship",
            ["Mois 1 à 12 : 952,18 €"],
            "La licence professionnelle est payée comme une deuxième année d’apprentissage.",
        ),
        (
            "cap-maintenance-vehicules-vehicules-legers-2025-by-apprenticeship-12",
            ["Mois 1 à 12 : 952,18 €"],
            SHORTER,
        ),
        (
            "bac-pro-maintenance-vehicules-transport-routier-2025-by-apprenticeship-24",
            ["Mois 1 à 12 : 952,18 €", "Mois 13 à 24 : 1 250,90 €"],
            SHORTER,
        ),
        (
            "cap-maintenance-vehicules-vehicules-legers-2025-by-apprenticeship",
            ["Mois 1 à 12 : 802,82 €", "Mois 13 à 24 : 952,18 €"],
            None,
        ),
    ],
)
def test_years_that_count_as_done_are_paid_as_done_and_the_rule_is_told(
    step: str, months: list[str], rule: str | None
):
    """At 19: 43 % of the SMIC in a first year, 51 % in a second, 67 % in a third."""
    assert [line.split(" brut")[0] for line in pay_at(step, 19) if line.startswith("Mois")] == months
    text = run("pay", "--step", step, "--age", "19").replace("'", "’")
    assert [word in text for word in ("plus court que le cycle", "est payée comme une deuxième année")] == [
        rule is not None and "cycle" in rule,
        rule is not None and "licence" in rule,
    ]
    assert rule is None or f"- {rule}" in text


def test_a_route_earns_the_least_that_any_job_pays_and_says_that_a_better_one_pays_more():
    """From 22, the leaflet's certification by apprenticeship: 12 months at 989.52 €, 2 at 1,138.88 €."""
    question = ("routes", "--age", "22", "--hold", BAC_PRO, "--to", EXPERT, "--by", "paid", "-k", "1")
    (route,) = run_json(*question)["routes"]
    assert route["segments"][0]["step"] == f"{LEAFLET}-by-apprenticeship"
    assert (route["earned_eur"], route["segments"][0]["earned_eur"]) == (14152.0, 14152.0)
    said = "Au moins 989,52 € brut par mois au début, 14 152,00 € en tout · davantage si l’emploi occupé est"
    assert said in run(*question)
    assert "more if the job held is graded higher" in run(*question, "--lang", "en")


def test_a_route_before_21_tells_nothing_of_the_job():
    question = ("routes", "--age", "18", "--hold", BAC_PRO, "--to", EXPERT, "--by", "paid", "-k", "1")
    assert "davantage" not in run(*question)


@pytest.mark.parametrize(
    "wrong",
    [
        ("routes", "--to", "nowhere"),
        ("routes", "--to", EXPERT, "--age", "-3"),
        ("routes", "--to", EXPERT, "-k", "0"),
        ("routes", "--to", EXPERT, "--by", "luck"),
        ("routes", "--to", EXPERT, "--on", "2026-13-45"),
        ("routes", "--to", EXPERT, "--hold", "nothing"),
        ("routes", "--to", EXPERT, "--hold", f"{BAC_PRO}@luck"),
        ("routes", "--to", EXPERT, "--experience", "x"),
        ("routes", "--to", EXPERT, "--experience", "nowhere=3"),
        ("routes", "--to", EXPERT, "--status", "happy"),
        ("routes", "--to", EXPERT, "--licence", "Z"),
        ("routes", "--to", EXPERT, "--practice", "0"),
        ("routes", "--to", EXPERT, "--on", "9999-12-31"),
        ("gap", "--to", EXPERT, "--on", "9999-12-31"),
        ("card", EXPERT, "--on", "yesterday"),
        ("gap", "--to", "nowhere"),
        ("pay", "--step", "nowhere"),
        ("pay", "--step", f"{LEAFLET}-by-vae"),
        ("pay", "--step", f"{LEAFLET}-by-professionalisation", "--on", "1999-01-01"),
    ],
)
def test_a_question_that_cannot_be_understood_exits_2_with_words(wrong: tuple[str, ...]):
    assert run(*wrong, code=2).strip()


def test_an_unknown_id_names_the_nearest():
    assert EXPERT in run("routes", "--to", EXPERT.replace("expert", "exprt"), code=2)


def test_a_profile_that_holds_everything_gets_an_answer():
    everything = [part for q in load().qualifications for part in ("--hold", q)]
    assert run_json("routes", "--to", HEAD, *everything, "-k", "1")["routes"]


def test_only_some_ways_of_training_leave_no_step_by_another():
    cap, bac_pro = "cap-maintenance-vehicules-transport-routier-2014", BAC_PRO.replace("2014", "2025")
    found = run_json("routes", "--hold", cap, "--age", "17", "--to", bac_pro, "--only", "apprenticeship")
    ways = {s["access"] for route in found["routes"] for s in route["segments"] if s["kind"] == "train"}
    assert ways == {"apprenticeship"}


def test_what_is_left_out_is_the_reason_why_there_is_no_route():
    found = run_json("routes", "--age", "15", "--to", "licence-pro-omsa", "--only", "vae", code=1)
    assert "left_out" in {block["reason"] for block in found["blocked_by"]}


def test_a_way_of_training_that_does_not_exist_names_those_that_do():
    assert "apprenticeship" in run("reach", "--age", "15", "--only", "school", code=2)


def test_without_an_employers_decision_no_route_leans_on_one_and_where_none_is_left_that_is_the_reason():
    question = ("--hold", BAC_PRO, "--age", "19", "--no-decisions", "--to")
    found = run_json("routes", *question, HEAD, "-k", "1")["routes"]
    assert [route["employer_decisions"] for route in found] == [0]
    shut = run_json("routes", *question, "z-17-1-coordinateur", code=1)
    assert "no_decisions" in {block["reason"] for block in shut["blocked_by"]}
    text = run("routes", *question, "z-17-1-coordinateur", code=1)
    assert "il faudrait la décision d’un employeur, laissée de côté" in text
    text = run("gap", *question, "z-17-1-coordinateur", "--lang", "en", code=1)
    assert "no way is left without what is left out" in text


def test_only_what_is_stated_leaves_no_assumption_on_a_route():
    question = ("routes", "--hold", BAC_PRO, "--age", "19", "--to", LEAFLET, "--stated-only")
    found = run_json(*question)["routes"]
    assert found
    assert all(route["assumptions"] == 0 for route in found)


def test_within_so_many_months_leaves_out_what_takes_longer_and_says_so():
    question = ("routes", "--data", str(SMALL), "--hold", "cap-mecano", "--age", "19", "--within")
    goal = ("--to", "a-12-2-technicien-expert")
    assert [route["months"] for route in run_json(*question, "38", *goal)["routes"]] == [38]
    said = "none of the routes found takes 3 years and 1 month or less"
    assert said in run(*question, "37", *goal, "--lang", "en", code=1)
    assert "ne se fait tout de suite" in run(*question, "0", *goal, code=1)


def test_what_is_in_reach_is_less_when_an_employers_decision_is_left_out():
    question = ("reach", "--data", str(SMALL), "--hold", "cap-mecano", "--age", "19")
    everything = {each["node"] for each in run_json(*question)["reached"]}
    undecided = {each["node"] for each in run_json(*question, "--no-decisions")["reached"]}
    assert everything - undecided == {"a-20-1-receptionnaire"}
    assert len(run_json(*question, "--stated-only")["reached"]) == 7
