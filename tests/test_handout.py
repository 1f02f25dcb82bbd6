"""Hand-outs: one page each, nothing cut in silence, read back from the PDF as it is printed."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from pathways import Profile, find_routes, load, would_open
from pathways.cards import Block, Card, Line, Reference, Writer, card, one_per_document
from pathways.catalogue import Catalogue
from pathways.errors import BadValue
from pathways.handout import card_handout, comparison_handout, route_handout
from pathways.handout.frame import documents_of
from pathways.handout.page import SIZES
from pathways.model import Access, EntryPoint, Lang
from pathways.pay import PayTables, load_pay
from pathways.sheets import AnswerSheet, answer_sheet, pay_blocks
from pathways.sheets.compared_nodes import compare_nodes
from pathways.sheets.compared_routes import compare_routes
from pathways.typography import typeset
from pathways.ui.address import Asked, starting_from
from pathways.wording import Outline, say
from tests.printed import Paper, joined
from tests.small_map import small

LEAFLET = "cqp-technicien-expert-apres-vente-camion"
BAC_PRO = "bac-pro-maintenance-vehicules-transport-routier-2014"
CAP = "cap-maintenance-vehicules-transport-routier-2025"
HEAD = "a-c-iii-1-chef-apres-vente"
ADDRESS = f"https://explorer.example/?node={LEAFLET}"
PARTS = 10
MARKUP = r"#set $x$ *bold* _thin_ @ref <label> \ `code` // /* ~ = - + [a](b) \u{41}"
GOALS = (
    HEAD, LEAFLET, "a-12-2-technicien-expert-apres-vente", "a-3-1-mecanicien-maintenance",
    "g-9-1-controleur-technique-vehicules", BAC_PRO,
)  # fmt: skip


@cache
def the_map() -> Catalogue:
    return load()


@cache
def the_pay() -> PayTables:
    return load_pay()


@cache
def card_of(node: str, lang: Lang) -> Card:
    catalogue = the_map()
    writer = Writer(catalogue, lang, catalogue.file.as_of)
    return card(catalogue, node, lang, writer.on, extra=pay_blocks(writer, the_pay(), node))


@cache
def paper_of(node: str, lang: Lang) -> Paper:
    return Paper(card_handout(card_of(node, lang), address=ADDRESS))


def answered(
    profile: Profile, goal: str, lang: Lang = "fr", k: int = 3, **asked: Any
) -> tuple[Writer, AnswerSheet]:
    catalogue = the_map()
    writer = Writer(catalogue, lang, catalogue.file.as_of)
    found = find_routes(catalogue, profile, goal, k=k, **asked)
    return writer, answer_sheet(writer, the_pay(), found, would_open(catalogue, found))


def writer_in(lang: Lang) -> Writer:
    return Writer(the_map(), lang, the_map().file.as_of)


TRUCK = Profile(age=19, holds=(BAC_PRO,))


# --- the card -------------------------------------------------------------------------------------


def test_the_leaflet_is_printed_with_what_a_pupil_needs_first():
    paper = paper_of(LEAFLET, "fr")
    for said in (
        "Titre Technicien expert après-vente véhicules utilitaires et industriels",
        "titre de la branche · niveau 5",
        "Au 24 novembre 2026, édition 2026.2",
        "apprentissage, 14 à 24 mois",
        "contrat de professionnalisation, 14 à 24 mois",
        "formation continue (adultes), durée inconnue",
        "avoir entre 16 et 25 ans",
        "moins de 21 ans : 1 026,86 € ; avec un bac pro ou plus : 1 213,56 €",
        "Ce que cela aide à ouvrir",
        "Aussi en ligne : ",
        "Notes",
        "CQP Technicien expert après-vente camion (dépliant)",
        ADDRESS,
        "Ce sont les voies que nos sources décrivent ; il en existe d’autres.",
    ):
        assert paper.says(said), said


def test_the_leaflet_is_printed_in_english_with_its_french_titles():
    paper = paper_of(LEAFLET, "en")
    for said in (
        "After-sales expert technician, trucks and commercial vehicles",
        "On 24 November 2026, edition 2026.2",
        "apprenticeship, 14 to 24 months",
        "€1,213.56",
        "Also online: ",
        "CQP Technicien expert après-vente camion (dépliant)",
        "These are the ways that our sources describe; others exist.",
    ):
        assert paper.says(said), said


def test_what_comes_first_on_a_card_comes_first_on_paper():
    text = paper_of(LEAFLET, "fr").text
    titles = [block.title for block in card_of(LEAFLET, "fr").blocks if block.key in ("what", "ways_in")]
    titles += [
        "Ce que l’on gagne au moins pendant la formation",
        "Ce que cela aide à ouvrir",
        "Notes",
        "Sources",
    ]
    places = [text.index(joined(title)) for title in titles]
    assert places == sorted(places)


def test_every_block_of_a_card_is_printed_or_named_as_left_out():
    for node in (LEAFLET, BAC_PRO, "diplome-expert-automobile", "a-12-2-technicien-expert-apres-vente"):
        for lang in ("fr", "en"):
            for block in card_of(node, lang).blocks:
                assert paper_of(node, lang).says(block.title), (node, block.title)


def test_the_conditions_of_a_way_in_are_printed_whole_or_said_to_be_online():
    paper = paper_of("diplome-expert-automobile", "fr")
    ways = next(b for b in card_of("diplome-expert-automobile", "fr").blocks if b.key == "ways_in").lines
    elsewhere = paper.text.count(say("handout.no_conditions", "fr"))
    whole = sum(all(paper.says(text) for text in _leaves(way)) for way in ways)
    assert whole + elsewhere >= sum(paper.says(way.text) for way in ways)


def _leaves(way: Line | Outline) -> list[str]:
    """What a way asks for, without the reasons and the words that only introduce a group."""
    found = []
    for child in way.children:
        is_reason = child.explains if isinstance(child, Line) else child.kind == "why"
        if any(not isinstance(under, Outline) or under.kind != "why" for under in child.children):
            found += _leaves(child)
        elif not is_reason:
            found.append(child.text)
    return found


def test_a_list_that_is_cut_says_how_much_is_left():
    long = Block("content", "Content", tuple(Line(f"unit {n} " + "x " * 60) for n in range(70)))
    ways = Block("ways_on", "Ways on", tuple(Line(f"way {n} " + "y " * 60) for n in range(70)))
    shown = replace(card_of(LEAFLET, "en"), blocks=(Block("what", "What", (Line("It is"),)), ways, long))
    paper = Paper(card_handout(shown))
    printed = sum(paper.says(f"way {n} y") for n in range(70))
    assert paper.pages == 1
    assert paper.says("Also online: Content.")
    assert paper.says(f"… and {70 - printed} more, online")


def test_letters_shrink_before_anything_is_cut():
    """A card that just does not fit in large letters is printed whole in smaller ones."""
    sizes = {}
    for number in (5, 45, 60):
        lines = tuple(Line(f"unit {n} with a few words that fill one line or so") for n in range(number))
        shown = replace(
            card_of(LEAFLET, "en"),
            blocks=(Block("what", "What", (Line("It is"),)), Block("content", "Content", lines)),
        )
        paper = Paper(card_handout(shown))
        assert all(paper.says(f"unit {n} with") for n in range(number))
        sizes[number] = _smallest_body(paper)
    assert sizes[5] == SIZES[0]
    assert sizes[5] >= sizes[45] >= sizes[60] >= SIZES[-1]


def _smallest_body(paper: Paper) -> float:
    """The size of the letters of the first line of content."""
    found = []

    def hear(text: str, _cm: object, _tm: object, _font: object, size: float) -> None:
        if "unit 0" in text:
            found.append(round(size, 2))

    paper.reader.pages[0].extract_text(visitor_text=hear)
    return found[0]


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_card_of_the_map_fits_on_one_page_and_says_what_it_leaves_out(lang: Lang, part: int):
    for node in list(the_map().nodes)[part::PARTS]:
        paper = paper_of(node, lang)
        assert paper.pages == 1, node
        assert paper.says(card_of(node, lang).title), node
        for block in card_of(node, lang).blocks:
            assert paper.says(block.title), (node, block.title)
    paper_of.cache_clear()


# --- sources --------------------------------------------------------------------------------------


def test_every_source_that_is_printed_is_one_of_the_card_and_has_its_date():
    shown = card_of("a-12-2-technicien-expert-apres-vente", "fr")
    cited = documents_of("fr", (block.citations for block in shown.blocks))
    paper = paper_of(shown.id, "fr")
    listed = paper.text.partition(" Sources [1]")[2].partition("Cette fiche en ligne")[0]
    number = 0
    for text in cited.printed:
        if joined(text) in listed:
            number += 1
    assert number == listed.count(" [") + 1


def test_a_document_is_listed_once_however_often_it_is_cited():
    twice = [Reference("survey", "Survey", "The branch", "2024", None, place) for place in ("p. 4", "p. 7")]
    documents = documents_of("en", [twice, twice])
    assert documents.printed == ("Survey (2024)",)
    assert documents.cites(twice) == "[1]"


def test_the_few_documents_that_are_printed_vouch_for_every_block():
    blocks = [
        [Reference(f"{name}{n}", f"{name}{n}", "", "2024", None, None) for n in range(9)] for name in "abc"
    ]
    documents = documents_of("en", blocks, most=6)
    assert [documents.cites(block) for block in blocks] == [
        "[1, 4] and 7 more",
        "[2, 5] and 7 more",
        "[3, 6] and 7 more",
    ]
    assert documents.more == "… and 21 more documents, online"


def test_one_document_that_is_left_out_is_said_in_the_singular():
    one, two = (Reference(name, name, "", "2024", None, None) for name in ("a", "b"))
    documents = documents_of("fr", [[one], [one, two]], most=1)
    assert documents.cites([one, two]) == "[1] et 1 autre"
    assert documents.cites([two]) == "1 document"


# --- routes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "texts"),
    [
        (
            "fr",
            (
                "Parcours vers « Chef après-vente (maintenance) »",
                "Au départ : 19 ans ; Bac pro Maintenance des véhicules option B",
                "C’est le parcours 1 sur 3",
                "au début",
                "après 24 mois",
                "[décision d’un employeur] que l’employeur le décide",
                "En tout",
                "Notes",
            ),
        ),
        (
            "en",
            (
                "Route to “After-sales manager (vehicle maintenance)”",
                "At the start: 19 years old; Vocational baccalaureate",
                "This is route 1 of 3",
                "after 24 months",
                "[an employer’s decision]",
                "In all",
            ),
        ),
    ],
)
def test_a_route_is_printed_stage_by_stage_with_its_totals(lang: Lang, texts: tuple[str, ...]):
    writer, sheet = answered(TRUCK, HEAD, lang)
    paper = Paper(route_handout(writer, sheet, address="https://explorer.example/routes"))
    for said in (*texts, sheet.routes[0].headline, *sheet.routes[0].honesty):
        assert paper.says(said), (said, paper.text)
    places = [paper.text.index(joined(stage.title)) for stage in sheet.routes[0].stages]
    assert paper.pages == 1
    assert places == sorted(places)
    for document in one_per_document(each for stage in sheet.routes[0].stages for each in stage.citations):
        assert paper.says(typeset(document.title, lang)), document.title


def test_what_is_to_be_confirmed_is_printed_whatever_is_cut():
    for goal in GOALS:
        writer, sheet = answered(Profile(), goal)
        for number, route in enumerate(sheet.routes, start=1):
            paper = Paper(route_handout(writer, sheet, number))
            for check in route.checks:
                assert check.state in ("held", "obtained") or paper.says(check.text), (goal, check)


def test_a_stage_after_one_of_unknown_length_has_no_time_of_its_own():
    writer, sheet = answered(Profile(age=60), HEAD, within=0)
    number = next(
        number
        for number, route in enumerate(sheet.routes, start=1)
        if len(route.stages) > 1 and route.stages[0].segment.months is None
    )
    paper = Paper(route_handout(writer, sheet, number))
    assert paper.says("au début durée inconnue")
    assert paper.says("ensuite")


SURE_AND_ALONE: dict[str, Any] = {"stated_only": True, "no_decisions": True, "only_by": [Access.VAE]}


def test_where_there_is_no_route_the_page_says_why_and_what_would_open_one():
    goal = "a-12-10-technicien-expert-maintenance-batteries"
    writer, sheet = answered(Profile(age=17), goal, **SURE_AND_ALONE)
    paper = Paper(route_handout(writer, sheet))
    assert sheet.blocked_by
    assert sheet.would_open
    assert paper.pages == 1
    reasons, openers = ([line.text for line in lines] for lines in (sheet.blocked_by, sheet.would_open))
    assert all(paper.says(said) for said in (sheet.message, *reasons, *openers))
    for line in sheet.blocked_by:
        assert all(paper.says(typeset(source.title, "fr")) for source in line.citations)


def test_hundreds_of_reasons_are_cut_to_one_page_and_counted():
    writer, sheet = answered(Profile(age=17), "a-20-1-conseiller-client-apres-vente", **SURE_AND_ALONE)
    paper = Paper(route_handout(writer, sheet))
    printed = sum(text in paper.text for text in {joined(line.text) for line in sheet.blocked_by})
    assert len(sheet.blocked_by) > 100 > printed
    assert paper.pages == 1
    assert paper.says("autres, en ligne")


def test_a_route_that_was_not_found_cannot_be_printed():
    writer, sheet = answered(TRUCK, HEAD, k=1)
    with pytest.raises(BadValue, match="route 2: the answer has 1"):
        route_handout(writer, sheet, 2)


@pytest.mark.slow
@pytest.mark.parametrize("entry", the_map().file.entry_points, ids=lambda entry: entry.id)
def test_every_route_from_an_entry_point_fits_on_one_page(entry: EntryPoint):
    profile = starting_from(entry, Asked()).profile
    for goal in (*GOALS, *list(the_map().roles)[::29]):
        writer, sheet = answered(profile, goal)
        for number in range(1, max(len(sheet.routes), 1) + 1):
            paper = Paper(route_handout(writer, sheet, number, address=ADDRESS))
            assert paper.pages == 1, (goal, number)
            for stage in sheet.routes[number - 1].stages if sheet.routes else ():
                assert paper.says(stage.title), (goal, number, stage.title)


# --- comparisons ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("fr", ("Côte à côte", "Ce que l’on compare", "différent", "niveau 4", "niveau 3", "Notes")),
        ("en", ("Side by side", "different", "Level", "Notes")),
    ],
)
def test_the_same_rows_are_printed_for_each_and_what_differs_is_said(lang: Lang, words: tuple[str, ...]):
    sheet = compare_nodes(writer_in(lang), the_pay(), [BAC_PRO, CAP, LEAFLET])
    paper = Paper(comparison_handout(sheet, address=ADDRESS))
    assert paper.pages == 1
    assert all(paper.says(word) for word in words)
    assert all(paper.says(column.title) for column in sheet.columns)
    assert all(paper.says(row.label) for row in sheet.rows if row.key not in ("sources", "dated"))


def test_two_routes_are_printed_with_where_they_part():
    writer, answer = answered(TRUCK, HEAD)
    sheet = compare_routes(writer, the_pay(), answer, [1, 2])
    paper = Paper(comparison_handout(sheet, address=ADDRESS))
    assert sheet.diverges_at
    assert paper.says(sheet.diverges_at)
    assert paper.says("[identique]")
    assert paper.pages == 1


def test_a_line_of_a_cell_is_printed_whole_or_its_detail_is_said_to_be_online():
    sheet = compare_nodes(writer_in("fr"), the_pay(), [CAP, LEAFLET])
    paper = Paper(comparison_handout(sheet))
    entry = next(row for row in sheet.rows if row.key == "entry")
    for cell in entry.cells:
        heads = [place for place, line in enumerate(cell.lines) if not line.depth]
        for start, end in zip(heads, [*heads[1:], len(cell.lines)], strict=True):
            whole, is_first = cell.lines[start:end], start == 0
            if is_first and not all(paper.says(line.text) for line in whole):
                assert paper.says(say("handout.detail", "fr", line=whole[0].text.rstrip(": \xa0")))


@pytest.mark.slow
def test_four_of_anything_fit_on_one_page():
    nodes = list(the_map().nodes)
    for start in range(0, len(nodes) - 4, 16):
        sheet = compare_nodes(writer_in("fr"), the_pay(), nodes[start : start + 4])
        assert Paper(comparison_handout(sheet, address=ADDRESS)).pages == 1, nodes[start]


# --- paper ----------------------------------------------------------------------------------------


def test_texts_are_printed_as_they_are_and_never_run():
    shown = replace(
        card_of("a-12-2-technicien-expert-apres-vente", "en"),
        title=MARKUP,
        subtitle=MARKUP,
        blocks=(Block("what", MARKUP, (Line(MARKUP),)), Block("ways_in", MARKUP, (Line(MARKUP),))),
    )
    paper = Paper(card_handout(shown, address="https://explorer.example/?q=#$*_@<a>`\\"))
    assert paper.text.count(MARKUP.replace("- ", "-")) == 6
    assert paper.reader.metadata is not None
    assert paper.reader.metadata.title == MARKUP


def test_french_letters_spaces_and_signs_are_drawn():
    said = "« Œuvre », l’été : 1\u202f234,50\xa0€ → ◆ ● ✓ ✗ ≥ – — … n° 1er É Î ç"
    shown = replace(card_of(LEAFLET, "fr"), title=said, blocks=(Block("what", "Quoi", (Line(said),)),))
    assert Paper(card_handout(shown)).text.count(joined(said)) == 2


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_screen_reader_finds_language_title_headings_lists_and_the_code_in_words(lang: Lang):
    paper = paper_of(LEAFLET, lang)
    tags = list(paper.tags())
    names = [name for name, _ in tags]
    assert paper.root["/Lang"] == lang
    assert paper.root["/MarkInfo"]["/Marked"]
    assert "<pdfuaid:part>1</pdfuaid:part>" in paper.root["/Metadata"].get_data().decode()
    assert paper.reader.metadata is not None
    assert paper.reader.metadata.title == card_of(LEAFLET, lang).title
    assert {"/H1", "/H2", "/L", "/LI"} <= set(names)
    assert [alt for name, alt in tags if name == "/Figure"] == [say("handout.code", lang, address=ADDRESS)]


def test_the_stages_of_a_route_are_a_table_with_headings():
    writer, sheet = answered(TRUCK, HEAD)
    names = [name for name, _ in Paper(route_handout(writer, sheet)).tags()]
    assert names.count("/TH") == 6
    assert names.count("/TR") == len(sheet.routes[0].stages) + 2


def test_no_code_and_no_address_without_one():
    paper = Paper(card_handout(card_of(LEAFLET, "fr")))
    assert not paper.says("Cette fiche en ligne")
    assert "/Figure" not in [name for name, _ in paper.tags()]


def test_a_long_address_is_printed_whole_beside_its_code():
    address = "https://explorer.example/routes?" + "&".join(f"hold=some-qualification-{n}" for n in range(25))
    paper = Paper(card_handout(card_of(LEAFLET, "fr"), address=address))
    assert address in paper.text.replace(" ", "")
    assert paper.pages == 1


def test_an_address_too_long_for_a_code_is_printed_without_one():
    address = "https://explorer.example/?" + "x" * 3000
    paper = Paper(card_handout(_short(), address=address))
    assert "/Figure" not in [name for name, _ in paper.tags()]


def _short() -> Card:
    return replace(card_of(LEAFLET, "fr"), blocks=(Block("what", "Quoi", (Line("Voilà."),)),))


def test_all_is_black_white_or_grey():
    writer, sheet = answered(TRUCK, HEAD)
    for paper in (paper_of(LEAFLET, "fr"), Paper(route_handout(writer, sheet, address=ADDRESS))):
        colours = paper.colours()
        assert colours
        assert all(len(set(colour)) == 1 for colour in colours), colours


def test_the_same_card_is_printed_with_the_same_bytes():
    node = small().qualifications["cap-mecano"].id
    first, again = (card(small(), node, "fr", small().file.as_of) for _ in range(2))
    assert card_handout(first, address=ADDRESS) == card_handout(again, address=ADDRESS)
