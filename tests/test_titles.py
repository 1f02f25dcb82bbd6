"""An employer's list as people send it: what is read, what is refused with what to do, in both languages."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from pathways.cards import Writer
from pathways.errors import BadTable
from pathways.importing import read_confirmed, read_titles, read_titles_file
from pathways.importing.uploads import MOST_BYTES, MOST_BYTES_UNPACKED, MOST_ROWS
from pathways.matching import match_titles
from pathways.model import Lang
from pathways.sheets.matching import matching_sheet
from pathways.spreadsheets import SEPARATORS, csv_of
from tests.small_map import small

LANGS: tuple[Lang, ...] = ("fr", "en")
TWO = "Poste;Effectif;Famille\nMécanicien;4;A\nVendeuse;;\n"


def read(content: bytes, lang: Lang = "fr"):
    return [
        (each.title, each.heads, each.family, each.line)
        for each in read_titles(small(), "list", content, lang)
    ]


def refused(content: bytes, lang: Lang = "fr", name: str = "list") -> list[str]:
    with pytest.raises(BadTable) as error:
        read_titles(small(), name, content, lang)
    return [str(problem) for problem in error.value.problems]


def workbook(*rows: tuple[object, ...], sheets: int = 1) -> bytes:
    """A workbook whose last sheet has these rows."""
    book = Workbook()
    for _ in range(sheets - 1):
        book.create_sheet()
    for row in rows:
        book.worksheets[-1].append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def package(*parts: tuple[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in parts:
            written.writestr(name, content)
    return file.getvalue()


# --- what is read ---------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_usual_encodings_are_read(encoding: str):
    assert read(TWO.encode(encoding)) == [("Mécanicien", 4, "A", 2), ("Vendeuse", None, None, 3)]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_usual_delimiters_are_read(delimiter: str):
    assert read(TWO.replace(";", delimiter).encode()) == read(TWO.encode())


@pytest.mark.parametrize(
    "heading", ["INTITULÉ DE POSTE", "intitule", "Métier", "Libellé", "Job title", "Position"]
)
def test_headings_are_understood_in_both_languages_whatever_their_capitals_and_accents(heading: str):
    assert read(f"Nom,{heading},Headcount\nX,Mécanicien,2\n".encode()) == [("Mécanicien", 2, None, 2)]


def test_a_workbook_is_read_from_its_first_sheet_that_says_something():
    content = workbook(("Poste", "Effectif"), ("Mécanicien", 4), (None, None), ("Vendeuse", 2.0), sheets=3)
    assert read(content) == [("Mécanicien", 4, None, 2), ("Vendeuse", 2, None, 4)]


def test_a_formula_without_a_value_is_text_and_nothing_is_run():
    content = workbook(("Poste", "Effectif"), ('=HYPERLINK("http://x";"Chef")', 1), ("=1+1", 1))
    assert [title for title, *_ in read(content)] == ['=HYPERLINK("http://x";"Chef")', "=1+1"]
    assert read(b"poste\n=cmd|' /C calc'!A0\n")[0][0] == "=cmd|' /C calc'!A0"


def test_a_formula_that_was_worked_out_is_read_as_its_value():
    book = workbook(("Poste",), ("=A9",))
    with zipfile.ZipFile(io.BytesIO(book)) as old:
        parts = [(part, old.read(part)) for part in old.namelist()]
    worked_out = [
        (
            part,
            content.replace(b"<f>A9</f><v />", b"<f>A9</f><v>Pompiste</v>")
            .replace(b"<f>A9</f><v></v>", b"<f>A9</f><v>Pompiste</v>")
            .replace(b'r="A2"', b'r="A2" t="str"'),
        )
        for part, content in parts
    ]
    assert read(package(*worked_out)) == [("Pompiste", None, None, 2)]


def test_a_title_that_comes_twice_is_kept_twice():
    assert [title for title, *_ in read(b"poste\nchef\nchef\nCHEF\n")] == ["chef", "chef", "CHEF"]


def test_spaces_and_line_breaks_in_a_title_are_one_space():
    assert read('poste\n"Chef\n  d’atelier\u00a0"\n'.encode())[0][0] == "Chef d’atelier"


def test_a_file_is_read_like_its_content(tmp_path: Path):
    file = tmp_path / "list.csv"
    file.write_text(TWO, encoding="utf-8")
    assert [each.title for each in read_titles_file(small(), file)] == ["Mécanicien", "Vendeuse"]


# --- what is refused ------------------------------------------------------------------------------

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
GOOD_BOOK = workbook(("Poste",), ("Chef",))
FAULTS = {
    "empty": (b"", "est vide", "is empty"),
    "blank": (b" \n;;\n", "est vide", "is empty"),
    "header_only": (b"poste;effectif\n", "aucune ligne sous", "no row under"),
    "ten_megabytes": (b"poste\n" + b"chef d'atelier\n" * 700_000, "10,5 Mo", "10.5 MB"),
    "binary": (b"poste\n\x00\x01\x02", "ni du texte ni un classeur", "neither text nor"),
    "utf_16_without_mark": ("poste\nchef\n".encode("utf-16-le"), "ni du texte", "neither text"),
    "broken_utf_16": (b"\xff\xfep\x00o\x00s", "ni du texte", "neither text"),
    "open_quotation": (b'poste\n"chef\n', "n\u2019est pas du CSV", "is no CSV"),
    "wide": (b"poste" + b";x" * 4_999 + b"\nchef\n", "plus de 200 colonnes", "more than 200 columns"),
    "long": (b"poste\n" + b"chef\n" * (MOST_ROWS + 1), "plus de 5", "more than 5,000 rows"),
    "no_title": (b"nom;effectif\nX;3\n", "aucune colonne d\u2019intitul\u00e9s", "no column of job titles"),
    "two_titles": (b"poste;fonction\na;b\n", "veulent dire la m\u00eame chose", "mean the same"),
    "xls": (OLE, "ancien format", "old format"),
    "locked": (OLE + "EncryptedPackage".encode("utf-16-le"), "mot de passe", "password"),
    "cut_short": (GOOD_BOOK[: len(GOOD_BOOK) // 2], "est ab\u00eem\u00e9", "is damaged"),
    "zip": (package(("notes.txt", b"hello")), "archive ZIP", "ZIP archive"),
    "hollow": (package(("[Content_Types].xml", b"<x/>")), "est ab\u00eem\u00e9", "is damaged"),
    "bomb": (
        package(("[Content_Types].xml", b"<x/>"), ("xl/big.xml", bytes(MOST_BYTES_UNPACKED + 1))),
        "une fois d\u00e9compress\u00e9",
        "once unpacked",
    ),
    "no_number": (b"poste;effectif\nchef;deux\n", "n\u2019est pas un nombre", "is no whole number"),
    "half_a_person": (b"poste;effectif\nchef;2,5\n", "n\u2019est pas un nombre", "is no whole number"),
    "heads_alone": (b"poste;effectif\n;3\n", "pas d\u2019intitul\u00e9", "no title"),
    "endless_title": (b"poste\n" + b"x" * 201 + b"\n", "201 caract\u00e8res", "201 characters"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_told_in_both_languages_with_its_place_and_what_to_do(fault: str):
    content, *words = FAULTS[fault]
    for lang, said in zip(LANGS, words, strict=True):
        told = " ".join(refused(content, lang))
        assert said in re.sub(r"[\u00a0\u202f]", " ", told), told
        assert re.search(r"^(list|ligne \d+|line \d+)", told), told
        assert " — " in told


def test_a_workbook_too_wide_is_refused_as_well():
    assert "more than 200 columns" in refused(workbook(("Poste", *["x"] * 4_999), ("chef",)), "en")[0]


def test_every_row_in_fault_is_told_at_once():
    told = refused(b"poste;effectif\nchef;-1\nvendeur;2\n;4\n", "en")
    assert [problem.partition(":")[0] for problem in told] == [
        "line 2, column “headcount”",
        "line 4, column “title”",
    ]


def test_what_is_not_there_or_too_large_is_refused_before_it_is_read(tmp_path: Path):
    with pytest.raises(BadTable, match="the file cannot be read"):
        read_titles_file(small(), tmp_path / "nowhere.csv", "en")
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(BadTable, match="over the 5 MB"):
        read_titles_file(small(), large, "en")


@given(st.binary(max_size=300), st.sampled_from([b"", b"poste\n", b"PK\x03\x04", b"\xff\xfe"]))
def test_whatever_the_bytes_the_answer_is_a_list_or_a_refusal(content: bytes, start: bytes):
    try:
        lines = [str(line) for line in read(start + content)]
    except BadTable as error:
        lines = [str(problem) for problem in error.problems]
    assert lines


# --- a person's corrections -----------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
def test_the_table_that_is_written_is_read_back_line_by_line(lang: Lang):
    titles = b"poste;effectif;famille\nmecanicien de maintenance;4;A\n=1+1;2;\nBoucher;;\n"
    matches = match_titles(small(), read_titles(small(), "list", titles))
    table = matching_sheet(Writer(small(), lang, small().file.as_of), matches).table
    back = read_confirmed(small(), "table", csv_of(table, separator=SEPARATORS[lang]), lang)
    assert [(post.listed.title, post.listed.heads, post.listed.family, post.role) for post in back] == [
        ("mecanicien de maintenance", 4, "A", "a-3-1-mecanicien"),
        ("=1+1", 2, None, None),
        ("Boucher", None, None, None),
    ]


def test_a_role_may_be_corrected_by_its_id_its_code_or_its_label():
    role = small().roles["a-3-1-mecanicien"]
    for said in (role.id, role.rnqsa, role.label.fr, role.label.en):
        [post] = read_confirmed(small(), "table", f"poste;rôle\nHomme à tout faire;{said}\n".encode())
        assert post.role == role.id


def test_a_role_that_the_map_does_not_have_is_refused_with_the_nearest():
    with pytest.raises(BadTable) as error:
        read_confirmed(small(), "table", b"title;role\nX;a-3-1-mecanicient\nY;zzz\n", "en")
    first, second = map(str, error.value.problems)
    assert first == (
        "line 2, column “role”: “a-3-1-mecanicient” is no role of the map — "
        "a-3-1-mecanicien, a-9-1-technicien or a-12-2-technicien-expert, or leave it empty"
    )
    assert "“search” finds a role by its title" in second


def test_a_table_without_a_column_of_roles_is_no_confirmed_table():
    with pytest.raises(BadTable, match="no column of roles"):
        read_confirmed(small(), "table", b"poste\nchef\n", "en")
