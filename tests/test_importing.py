"""
ROME, the national list of jobs, as a map.

The tables of these tests have three jobs in a circle and one apart: I1604 ⇄ I1103 → D1404 → I1604, and K2111.
"""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from pathways import Profile, find_routes
from pathways.catalogue import load, parse
from pathways.cli import app
from pathways.errors import UnreadableData
from pathways.importing import import_appellations, import_rome
from pathways.matching.appellations import FILE as APPELLATIONS

TABLES = {
    "metiers.csv": (
        "code_rome,code_ogr,libelle\n"
        "K2111,1,Formateur / Formatrice\n"
        "I1604,2,Mécanicien / Mécanicienne automobile\n"
        'I1103,3,"Chef / Cheffe d\'atelier, auto"\n'
        "D1404,4,Vendeur / Vendeuse automobile\n"
    ),
    "mobilite.csv": (
        "code_rome,code_rome_cible,numero_ordre\n"
        "I1604,I1103,10\nI1604,D1404,2\nI1103,D1404,1\nI1103,I1604,2\nD1404,I1604,1\nI1604,L1510,1\n"
    ),
    "domaines.csv": "code,niveau,libelle\nD,g,Commerce\nI,g,Maintenance\nI16,d,Véhicules\nK,g,Services\n",
    "appellations.csv": (
        "code_ogr,libelle,code_rome\n9,Garagiste,I1604\n8,Mécanicien / Mécanicienne automobile,I1604\n"
    ),
}
ROME = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "rome_v460"
AS_OF = date(2025, 9, 18)


@pytest.fixture
def release(tmp_path: Path) -> Path:
    """The tables, the appellations packed as the real ones are."""
    folder = tmp_path / "rome_v460"
    folder.mkdir()
    for name, text in TABLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    packed = folder / "appellations.csv.gz"
    packed.write_bytes(gzip.compress((folder / "appellations.csv").read_bytes()))
    (folder / "appellations.csv").unlink()
    return folder


def test_each_job_is_a_role_and_each_move_between_two_jobs_a_step(release: Path):
    imported = import_rome(release, as_of=AS_OF, released=AS_OF)
    catalogue = parse(imported.raw)
    assert (imported.release, imported.roles, imported.moves) == ("ROME 4.60", 4, 5)
    assert list(catalogue.roles) == [
        "d1404-vendeur-automobile",
        "i1103-chef-d-atelier-auto",
        "i1604-mecanicien-automobile",
        "k2111-formateur",
    ]
    assert set(catalogue.steps) == {
        "d1404-to-i1604",
        "i1103-to-d1404",
        "i1103-to-i1604",
        "i1604-to-d1404",
        "i1604-to-i1103",
    }
    mechanic = catalogue.roles["i1604-mecanicien-automobile"]
    assert (mechanic.family, mechanic.rome, mechanic.also_called) == ("I", ("I1604",), ("Garagiste",))
    assert mechanic.label.en == "Mécanicien / Mécanicienne automobile [fr]"
    assert [family.label.fr for family in catalogue.families.values()] == [
        "Commerce",
        "Maintenance",
        "Services",
    ]


def test_a_move_is_never_open_for_the_list_says_nothing_of_what_is_asked(release: Path):
    catalogue = parse(import_rome(release, as_of=AS_OF).raw)
    someone = Profile(experience=[("i1604-mecanicien-automobile", 12)])
    (route,) = find_routes(catalogue, someone, "i1103-chef-d-atelier-auto", k=5).routes
    assert [segment.step.id for segment in route.segments if segment.takes_step] == ["i1604-to-i1103"]
    assert (route.gaps, len(route.to_confirm)) == (1, 1)
    nobody = find_routes(catalogue, Profile(age=20), "i1103-chef-d-atelier-auto", k=1)
    assert nobody.routes == ()


def test_the_rank_of_a_move_is_kept_as_the_place_in_its_source(release: Path):
    catalogue = parse(import_rome(release, as_of=AS_OF).raw)
    (cited,) = catalogue.steps["i1604-to-i1103"].sources
    assert cited.locator == "I1604 → I1103, n° 10"


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("metiers.csv", None, "the table cannot be read"),
        ("metiers.csv", "code,libelle\n", "column 'code_rome' is missing"),
        ("mobilite.csv", "", "it is empty"),
        ("domaines.csv", "code,libelle\nA,Pêche à la ligne\n".encode("latin-1"), "the table cannot be read"),
    ],
    ids=["missing", "another header", "empty", "another encoding"],
)
def test_a_folder_that_is_no_release_is_refused_in_words(release: Path, name: str, text: Any, words: str):
    if text is None:
        (release / name).unlink()
    else:
        (release / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(UnreadableData, match=words):
        import_rome(release, as_of=AS_OF)


def test_the_command_writes_a_map_that_the_other_commands_read(release: Path, tmp_path: Path):
    out = tmp_path / "rome.json"
    done = CliRunner().invoke(app, ["import", "rome", str(release), str(out), "--released", "2025-09-18"])
    assert (done.exit_code, "4 métiers et 5 mobilités de ROME 4.60" in done.stdout) == (0, True)
    assert load(out).file.as_of == AS_OF
    found = CliRunner().invoke(app, ["--data", str(out), "search", "garagiste", "--format", "json"])
    assert json.loads(found.stdout)["hits"][0]["id"] == "i1604-mecanicien-automobile"
    card = CliRunner().invoke(
        app, ["--data", str(out), "card", "i1604-mecanicien-automobile", "--lang", "en"]
    )
    assert "Vendeur / Vendeuse automobile [fr]" in card.stdout


def test_only_the_appellations_of_codes_that_roles_of_the_register_name_are_taken(
    release: Path, tmp_path: Path
):
    out = tmp_path / "appellations.json"
    asked = ["import", "appellations", str(release), str(out), "--released", "2025-09-18"]
    done = CliRunner().invoke(app, asked)
    assert (done.exit_code, "2 appellations de 20 codes du ROME" in done.stdout) == (0, True)
    written = json.loads(out.read_text(encoding="utf-8"))
    assert written["appellations"]["I1604"] == ["Garagiste", "Mécanicien / Mécanicienne automobile"]
    assert "K2111" not in written["appellations"]
    assert (written["released"], "ROME 4.60" in written["title"]) == ("2025-09-18", True)


@pytest.mark.skipif(not ROME.exists(), reason=f"the release of ROME is not at {ROME}")
def test_the_appellations_beside_the_map_are_those_of_the_release():
    written = json.loads(APPELLATIONS.read_text(encoding="utf-8"))
    assert import_appellations(load(), ROME, released=AS_OF) == written


@pytest.mark.skipif(not ROME.exists(), reason=f"the release of ROME is not at {ROME}")
def test_the_real_release_is_a_sound_map_of_1584_roles_and_14912_moves():
    imported = import_rome(ROME, as_of=AS_OF, released=AS_OF)
    catalogue = parse(imported.raw)
    assert (len(catalogue.roles), len(catalogue.steps)) == (1584, 14912)
    start = Profile(experience=[("a1201-bucheron", 12)])
    answer = find_routes(catalogue, start, "k2111-formateur", k=3)
    assert len(answer.routes) == 3
