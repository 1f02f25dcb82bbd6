"""
A new release of the national register against the small map.

The small map has RNCP40009 (bac pro, to the end of 2028), RNCP39809 (CAP, to August 2027), RNCP37071 and
the lapsed RNCP34367 (one CQP), RNCP39055 (an engineer's degree, lapsed in August 2026). ``AS_IT_IS`` is the
register that says the same.
"""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from pathways.cards import Writer
from pathways.catalogue import Catalogue, load, parse
from pathways.cli import app
from pathways.errors import BadValue, UnreadableData
from pathways.refresh import WRITTEN, Finding, Kind, codes_of, compare, read_register, rewritten
from pathways.sheets.refresh import refresh_sheet
from tests.register_files import Fiche, archive
from tests.small_map import SMALL, small, small_raw

ON = date(2026, 12, 1)
BAC = Fiche(
    "RNCP40009", "Maintenance des véhicules de transport routier", until="31/12/2028", rome=("I1604",)
)
CAP = Fiche("RNCP39809", "CAP Maintenance des véhicules", "NIV3", "2027-12-31")
EXPERT = Fiche(
    "RNCP37071", "Technicien expert après-vente véhicules utilitaires et industriels", "NIV5", "23/11/2027",
    rome=("I1604", "I1603"),
)  # fmt: skip
OLD_EXPERT = Fiche("RNCP34367", "CQP Technicien expert après-vente camion", "NIV5", "", "INACTIVE")
DEGREE = Fiche(
    "RNCP39055", "Diplôme d'ingénieur, maintenance des véhicules", "NIV7", "31/08/2026", "INACTIVE"
)
AS_IT_IS = (BAC, CAP, EXPERT, OLD_EXPERT, DEGREE)
RNCP_2026 = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "rncp_2026_04"


def same_map() -> Any:
    """The small map with the CAP's end as the register of these tests has it."""
    raw = small_raw()
    (cap,) = [entry for entry in raw["qualifications"] if entry["id"] == "cap-mecano"]
    cap["rncp"][0]["until"] = "2027-12-31"
    return raw


def found(tmp_path: Path, *fiches: Fiche, on: date = ON, catalogue: Catalogue | None = None) -> list[Finding]:
    catalogue = catalogue or parse(same_map())
    register = read_register(archive(tmp_path / "export.zip", fiches), codes_of(catalogue))
    return list(compare(catalogue, register, on))


def instead(old: Fiche, **changes: Any) -> tuple[Fiche, ...]:
    """The register as it is, one record changed."""
    return tuple(replace(fiche, **changes) if fiche is old else fiche for fiche in AS_IT_IS)


# --- what a release says --------------------------------------------------------------------------


def test_a_register_that_says_the_same_changes_nothing(tmp_path: Path):
    assert found(tmp_path, *AS_IT_IS) == [
        Finding(Kind.LAPSING, "RNCP37071", "cqp-expert-camion", (), ("2027-11-23",))
    ]


def of_cap(kind: Kind, before: tuple[str, ...] = (), after: tuple[str, ...] = ()) -> Finding:
    """A finding about the CAP."""
    return Finding(kind, "RNCP39809", "cap-mecano", before, after)


NEW_CAP = Fiche("RNCP50000", "CAP Mobilités", replaces="RNCP39809")
TOLD = {
    "ended, and still marked active": (
        instead(CAP, until="2026-11-30"),
        of_cap(Kind.LAPSED, ("registered",), ("lapsed", "2026-11-30", "active")),
    ),
    "ended before its day": (
        instead(CAP, active="INACTIVE"),
        of_cap(Kind.LAPSED, ("registered",), ("lapsed",)),
    ),
    "another end": (
        instead(CAP, until="2029-08-31"),
        of_cap(Kind.END, ("2027-12-31",), ("2029-08-31",)),
    ),
    "about to end": (instead(CAP, until="2027-11-30"), of_cap(Kind.LAPSING, (), ("2027-11-30",))),
    "in force again": (
        instead(DEGREE, until="31/08/2030", active="ACTIVE"),
        Finding(Kind.REGISTERED, "RNCP39055", "ingenieur-atelier", ("lapsed",), ("registered", "2030-08-31")),
    ),
    "another level": (instead(CAP, level="NIV4"), of_cap(Kind.LEVEL, ("3",), ("4",))),
    "other codes of ROME": (
        instead(BAC, rome=("I1613", "I1604")),
        Finding(Kind.ROME, "RNCP40009", "bac-pro-camion", ("I1604",), ("I1604", "I1613")),
    ),
    "another title": (
        instead(CAP, title="Maintenance des mobilités"),
        of_cap(Kind.RENAMED, ("CAP Maintenance des véhicules",), ("Maintenance des mobilités",)),
    ),
    "blocks": (
        instead(CAP, blocks=(("RNCP39809BC01", "Réaliser l'entretien"),)),
        of_cap(Kind.BLOCKS, (), ("RNCP39809BC01 Réaliser l'entretien",)),
    ),
    "who may train": (
        instead(CAP, partners=(("CFA Est", "HABILITATION_ORGA_FORM"), ("Jury", "HABILITATION_ORGA"))),
        of_cap(Kind.BODIES, (), ("CFA Est",)),
    ),
    "replaced": ((*AS_IT_IS, NEW_CAP), of_cap(Kind.REPLACED, (), ("RNCP50000 CAP Mobilités",))),
    "new in the branch": (
        (*AS_IT_IS, Fiche("RNCP51000", "Technicien drones", brochure="3034")),
        Finding(Kind.NEW, "RNCP51000", None, (), ("Technicien drones",)),
    ),
    "not there": (tuple(fiche for fiche in AS_IT_IS if fiche is not CAP), of_cap(Kind.ABSENT)),
}


@pytest.mark.parametrize("difference", TOLD)
def test_each_difference_is_told(tmp_path: Path, difference: str):
    changed, told = TOLD[difference]
    assert told in found(tmp_path, *changed)


@pytest.mark.parametrize(
    "other",
    [
        Fiche("RNCP51000", "Boulanger", brochure="3117"),
        Fiche("RNCP51000", "Vieux titre", brochure="3034", active="INACTIVE"),
        Fiche("RNCP51000", "CAP Mobilités", brochure="3034", replaces="RNCP39809"),
    ],
    ids=["another branch", "no longer active", "the successor of what the map has"],
)
def test_what_is_not_new_in_the_branch_is_not_told_as_new(tmp_path: Path, other: Fiche):
    assert Kind.NEW not in {finding.kind for finding in found(tmp_path, *AS_IT_IS, other)}


def test_a_replacement_is_told_whichever_of_the_two_records_says_so(tmp_path: Path):
    told = found(tmp_path, *instead(CAP, replaced_by="RNCP50000"), replace(NEW_CAP, replaces=""))
    assert told == found(tmp_path, *AS_IT_IS, NEW_CAP)


def test_a_successor_that_the_map_knows_is_no_news(tmp_path: Path):
    raw = same_map()
    (cap,) = [entry for entry in raw["qualifications"] if entry["id"] == "cap-mecano"]
    cap["rncp"].insert(0, {"code": "RNCP50000", "status": "registered"})
    told = found(
        tmp_path, *AS_IT_IS, Fiche("RNCP50000", "CAP", "NIV3", replaces="RNCP39809"), catalogue=parse(raw)
    )
    assert Kind.REPLACED not in {finding.kind for finding in told}


def test_options_that_share_a_code_are_called_by_its_title_together(tmp_path: Path):
    raw = same_map()
    (cap,) = [entry for entry in raw["qualifications"] if entry["id"] == "cap-mecano"]
    raw["qualifications"].append(
        {**cap, "id": "cap-motos", "label": {"fr": "CAP motocycles", "en": "Motorcycles"}}
    )
    told = found(
        tmp_path, *instead(CAP, title="Maintenance des véhicules, options : motocycles"), catalogue=parse(raw)
    )
    assert Kind.RENAMED not in {finding.kind for finding in told}


def test_the_most_pressing_comes_first(tmp_path: Path):
    fiches = instead(CAP, until="2026-11-30", partners=(("CFA Est", "HABILITATION_FORMER"),))
    kinds = [finding.kind for finding in found(tmp_path, *fiches)]
    assert kinds == sorted(kinds, key=list(Kind).index)
    assert kinds[0] is Kind.LAPSED


# --- reading --------------------------------------------------------------------------------------


def test_the_day_of_an_archive_is_that_of_its_tables(tmp_path: Path):
    register = read_register(archive(tmp_path / "export.zip", AS_IT_IS, day="2027_03_09"), {"RNCP39809"})
    assert (register.released, register.whole, list(register.records)) == (
        date(2027, 3, 9),
        True,
        ["RNCP39809"],
    )


def test_garbled_accents_in_the_name_of_a_table_do_no_harm(tmp_path: Path):
    path = archive(tmp_path / "export.zip", instead(CAP, blocks=(("B1", "Entretien"),)))
    garbled = tmp_path / "garbled.zip"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(garbled, "w") as target:
        for name in source.namelist():
            target.writestr(name.replace("é", "Ã©"), source.read(name))
    assert read_register(garbled, {"RNCP39809"}).records["RNCP39809"].blocks == (("B1", "Entretien"),)


def test_how_far_each_table_is_read_is_told_to_its_end(tmp_path: Path):
    told: dict[str, tuple[int, int]] = {}
    read_register(
        archive(tmp_path / "export.zip", AS_IT_IS),
        {"RNCP39809"},
        progress=lambda part, done, total: told.update({part: (done, total)}),
    )
    assert {"Standard", "Rome", "Partenaires", "CCN"} <= told.keys()
    assert all(done == total for done, total in told.values())


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        (lambda folder: folder / "nowhere.zip", "there is no such file"),
        (lambda folder: archive(folder / "export.zip", AS_IT_IS, without="Rome"), "it has no table 'Rome'"),
        (
            lambda folder: _written(folder / "other.zip", zipped={"readme.txt": b"hello"}),
            "no table of the register",
        ),
        (lambda folder: _written(folder / "list.csv", b"code;title\n"), "column 'numero' is missing"),
        (lambda folder: _written(folder / "list.csv", b""), "it is empty"),
        (
            lambda folder: _written(folder / "list.csv", "numero,intitulé\n".encode("latin-1")),
            "it cannot be read",
        ),
        (lambda folder: archive(folder / "export.zip", instead(CAP, until="demain")), "'demain' is no day"),
    ],
)
def test_a_file_that_is_no_release_is_refused_in_words(tmp_path: Path, broken: Any, words: str):
    with pytest.raises(UnreadableData, match=words):
        read_register(broken(tmp_path), {"RNCP39809"})


def _written(path: Path, content: bytes = b"", *, zipped: dict[str, bytes] | None = None) -> Path:
    if zipped is None:
        path.write_bytes(content)
        return path
    with zipfile.ZipFile(path, "w") as out:
        for name, inside in zipped.items():
            out.writestr(name, inside)
    return path


def test_a_reduced_table_says_nothing_of_what_it_cannot_know(tmp_path: Path):
    path = tmp_path / "fiches_actives.csv"
    path.write_text("numero,intitule,niveau_eqf\n40009,Maintenance des véhicules,5\n", encoding="utf-8")
    register = read_register(path, codes_of(small()))
    assert (register.released, register.whole) == (None, False)
    assert [(each.kind, each.code) for each in compare(small(), register, ON)] == [
        (Kind.ABSENT, "RNCP37071"),
        (Kind.ABSENT, "RNCP39809"),
        (Kind.LEVEL, "RNCP40009"),
    ]


@pytest.mark.skipif(not RNCP_2026.exists(), reason=f"the active records of April 2026 are not at {RNCP_2026}")
def test_the_branch_agrees_with_the_active_records_of_april_2026():
    """Every code that the map shows as registered is there, at the same level; three titles say more."""
    branch = load()
    told = compare(
        branch, read_register(RNCP_2026 / "fiches_actives.csv", codes_of(branch)), branch.file.as_of
    )
    assert [(each.kind, each.code) for each in told] == [
        (Kind.RENAMED, "RNCP41562"),
        (Kind.RENAMED, "RNCP41621"),
        (Kind.RENAMED, "RNCP41764"),
    ]


# --- writing --------------------------------------------------------------------------------------

ANY_FICHE = st.builds(
    Fiche,
    st.sampled_from([fiche.code for fiche in AS_IT_IS]),
    st.just("Un titre"),
    level=st.sampled_from(["NIV3", "NIV5", ""]),
    until=st.sampled_from(["", "2026-11-30", "2027-05-01", "31/12/2030"]),
    active=st.sampled_from(["ACTIVE", "INACTIVE"]),
    rome=st.sampled_from([(), ("I1604",), ("I1613", "N1103")]),
)


@given(fiches=st.lists(ANY_FICHE, unique_by=lambda fiche: fiche.code))
def test_once_written_a_release_has_nothing_more_to_write(tmp_path_factory: Any, fiches: list[Fiche]):
    path = archive(tmp_path_factory.mktemp("register") / "export.zip", fiches)
    register = read_register(path, codes_of(small()))
    after = parse(rewritten(small_raw(), small(), register, ON))
    assert [each for each in compare(after, register, ON) if each.kind in WRITTEN] == []


def test_only_the_fields_of_the_register_are_written_and_their_source(tmp_path: Path):
    fiches = instead(CAP, until="2026-11-30", level="NIV4", title="Autre titre", rome=("I1613",))
    register = read_register(archive(tmp_path / "export.zip", fiches), codes_of(small()))
    before, after = small_raw(), rewritten(small_raw(), small(), register, ON)
    (old,), (new,) = (
        [e for e in raw["qualifications"] if e["id"] == "cap-mecano"] for raw in (before, after)
    )
    assert new == {
        **old,
        "rncp": [{"code": "RNCP39809", "status": "lapsed", "until": "2026-11-30"}],
        "level": 4,
        "rome": ["I1613"],
        "sources": [*old["sources"], {"id": "rncp-2026-12-01", "locator": "RNCP39809"}],
    }
    new_source = after["sources"][-1]
    assert (new_source["id"], new_source["date"], new_source["kind"]) == (
        "rncp-2026-12-01",
        "2026-12-01",
        "register",
    )
    untouched = {"sources", "qualifications"}
    assert {k: v for k, v in after.items() if k not in untouched} == {
        k: v for k, v in before.items() if k not in untouched
    }


def test_nothing_older_is_written_over_a_map(tmp_path: Path):
    register = read_register(archive(tmp_path / "export.zip", AS_IT_IS, day="2026_11_23"), codes_of(small()))
    with pytest.raises(BadValue, match="the release is of 2026-11-23, the map of 2026-11-24"):
        rewritten(small_raw(), small(), register, ON)


# --- in words -------------------------------------------------------------------------------------

NAME = "Vocational certificate in vehicle maintenance (RNCP39809)"
BAC_NAME = "Vocational baccalaureate in road transport vehicle maintenance (RNCP40009)"
SAID = {
    "ended, and still marked active": (
        "1 registration ended",
        f"{NAME}: registered → ended, until 30 November 2026, still marked active",
    ),
    "another end": ("1 other end date", f"{NAME}: until 31 December 2027 → until 31 August 2029"),
    "another level": (
        "1 other level",
        f"{NAME}: French level 3 (that of the CAP) → French level 4 (that of the baccalaureate)",
    ),
    "other codes of ROME": ("1 other list of ROME codes", f"{BAC_NAME}: I1604 → I1604 and I1613"),
    "who may train": ("1 certification with approved training bodies", f"{NAME}: 1 body"),
    "not there": ("1 code of the map that this file does not have", NAME),
    "new in the branch": (
        "1 certification of the branch that the map does not have",
        "RNCP51000: Technicien drones",
    ),
}


@pytest.mark.parametrize("difference", SAID)
def test_each_difference_is_said_under_the_heading_of_its_kind(tmp_path: Path, difference: str):
    catalogue = parse(same_map())
    register = read_register(archive(tmp_path / "export.zip", TOLD[difference][0]), codes_of(catalogue))
    writer = Writer(catalogue, "en", ON)
    title, *kinds = refresh_sheet(writer, register, compare(catalogue, register, ON))
    assert title.text.startswith("National register of 1 December 2026")
    assert SAID[difference] in [(kind.text, line.text) for kind in kinds for line in kind.children]


def test_that_nothing_is_new_is_said(tmp_path: Path):
    register = read_register(archive(tmp_path / "export.zip", AS_IT_IS), codes_of(small()))
    _, last = refresh_sheet(Writer(small(), "fr", ON), register, ())
    assert last.text == "Rien de nouveau pour la carte."


# --- the command ----------------------------------------------------------------------------------


def test_the_command_tells_and_writes_nothing_unless_asked(tmp_path: Path):
    data = tmp_path / "map.json"
    data.write_text(SMALL.read_text(encoding="utf-8"), encoding="utf-8")
    release = archive(tmp_path / "export.zip", instead(CAP, until="2026-11-30"))
    asked = ["refresh", "--rncp", str(release), "--data", str(data)]
    told = CliRunner().invoke(app, asked)
    assert told.exit_code == 0
    assert "1 inscription terminée" in told.stdout
    assert "CAP Maintenance des véhicules (RNCP39809)" in told.stdout
    assert json.loads(data.read_text(encoding="utf-8")) == small_raw()
    written = CliRunner().invoke(app, [*asked, "--write", "--lang", "en"])
    assert "1 qualification brought up to date" in written.stdout
    assert load(data).qualifications["cap-mecano"].is_registered(ON) is False


def test_the_command_answers_in_json(tmp_path: Path):
    release = archive(tmp_path / "export.zip", AS_IT_IS)
    told = CliRunner().invoke(
        app, ["refresh", "--rncp", str(release), "--data", str(SMALL), "--format", "json"]
    )
    said = json.loads(told.stdout)
    assert (said["released"], said["whole"], said["on"], said["written"]) == (
        "2026-12-01",
        True,
        "2026-12-01",
        False,
    )
    assert {
        "kind": "end",
        "code": "RNCP39809",
        "node": "cap-mecano",
        "before": ["2027-08-31"],
        "after": ["2027-12-31"],
    } in said["findings"]


def test_the_command_says_what_is_wrong_with_a_file(tmp_path: Path):
    told = CliRunner().invoke(app, ["refresh", "--rncp", str(tmp_path / "none.zip")])
    assert (told.exit_code, "there is no such file" in told.stderr) == (2, True)
