"""The first page, the glossary, what is told of the data and of access, without a browser."""

from __future__ import annotations

import html
import re

import pytest

from pathways.cards import Writer, card
from pathways.cards.words import words_about
from pathways.catalogue import DEFAULT_FILE, Catalogue, load
from pathways.coverage import coverage
from pathways.model import Lang
from pathways.pay import load_pay
from pathways.sheets import pay_blocks
from pathways.sheets.changes import changes_sheet, read_log
from pathways.sheets.slides import MOST_ROWS, card_slides
from pathways.typography import typeset
from pathways.ui.examples import CHAIN, EXAMPLES, SEARCHES, chain
from tests.small_map import small
from tests.test_pages import ABOUT, HOME, shown, words

GLOSSARY, ACCESSIBILITY, CHANGES, PRESENT = (
    f"pathways/ui/pages/{name}.py" for name in ("glossary", "accessibility", "changes", "present")
)


def read(page: str, **query: str | list[str]) -> str:
    """All that a page writes, with entities read and plain spaces."""
    return html.unescape(words(shown(page, **query))).replace("\u202f", " ").replace("\xa0", " ")


# --- the first page -------------------------------------------------------------------------------


@pytest.mark.parametrize(("lang", "title"), [("fr", "Quel chemin"), ("en", "Which route")])
def test_the_first_screen_says_what_a_role_a_qualification_and_a_step_are(lang: str, title: str):
    text = read(HOME, lang=lang)
    assert title in text
    for word in {"fr": ("Qualification", "Métier", "Étape"), "en": ("Qualification", "Role", "Step")}[lang]:
        assert f"<dt>{word}</dt>" in text


def test_the_example_of_the_first_page_is_a_chain_of_true_steps():
    (first, start), *others = chain(load())
    assert (first, start) == (None, CHAIN[0])
    for step, node in others:
        assert step is not None
        assert step.target == node
    assert CHAIN[-1] in read(HOME)


def test_another_map_has_a_first_page_without_our_examples():
    assert chain(small()) == ()


def test_every_question_and_search_of_the_first_page_has_an_answer_in_the_data():
    catalogue = load()
    for examples in EXAMPLES.values():
        for example in examples:
            assert set(example.nodes()) <= catalogue.nodes.keys(), example.key
    assert all(catalogue.search(text, 1) for text in SEARCHES)


def test_the_first_page_counts_what_is_assumed():
    text = read(HOME, lang="en")
    assert f"{len(coverage(load()).assumed)} steps" in re.sub(r"<[^>]*>[^<]*</span>|<[^>]+>", "", text)


# --- the frame ------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [HOME, GLOSSARY, ABOUT, ACCESSIBILITY])
def test_who_reads_is_shown_and_can_be_changed_with_the_rest_of_the_address_kept(page: str):
    text = read(page, lang="en", word="CAP", **{"as": "student"})
    (here,) = re.findall(r'<a href="[^"]*" aria-current="true">(.*?)</a>', text)
    assert here == "student"
    assert ">For:<" in text
    links = dict(re.findall(r'<a href="([^"]*)"[^>]*>(recruiter|anyone)</a>', text))
    for link, reader in links.items():
        assert "word=CAP" in link
        assert "lang=en" in link
        assert ("as=recruiter" in link) is (reader == "recruiter")
        assert "as=student" not in link


def test_the_page_that_is_open_is_marked_among_the_links():
    assert re.findall(r'aria-current="page">(.*?)</a>', read(GLOSSARY)) == ["Lexique"]


# --- the glossary ---------------------------------------------------------------------------------


def test_the_glossary_is_searched_and_says_when_it_has_nothing():
    app = shown(GLOSSARY, word="VAE")
    text = read(GLOSSARY, word="VAE")
    assert ">VAE</a></dt>" in text
    assert ">SMIC</a></dt>" not in text
    app.text_input(key="word").set_value("xyzzy").run()
    assert "Le lexique n’a rien sur « xyzzy »" in words(app).replace("\xa0", " ")
    assert app.query_params["word"] in ("xyzzy", ["xyzzy"])


def test_a_word_that_is_called_so_comes_before_those_that_mention_it():
    assert words_about(load(), "CAP", "fr")[0][0] == "CAP"


def test_every_word_of_the_glossary_has_an_address_that_finds_it():
    catalogue = load()
    for entry in catalogue.file.glossary:
        (first, _), *_ = words_about(catalogue, entry.term, "fr")
        assert first == typeset(entry.term, "fr")


def test_the_words_stay_french_on_an_english_page_and_say_so():
    terms = re.findall(r"<dt>(.*?)</dt>", read(GLOSSARY, lang="en"))
    assert len(terms) == len(load().file.glossary)
    assert all('lang="fr"' in term for term in terms)


# --- accessibility --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "parts"),
    [
        ("fr", ("Ce qui a été essayé", "Ce qui n’a pas été essayé", "Signaler un obstacle")),
        ("en", ("What was tested", "What was not tested", "Report a barrier")),
    ],
)
def test_the_statement_says_what_was_tested_what_was_not_and_whom_to_tell(lang: str, parts: tuple[str, ...]):
    text = read(ACCESSIBILITY, lang=lang)
    for part in parts:
        assert part in text


# --- what changed in the data ---------------------------------------------------------------------


def test_the_log_of_changes_is_read_as_it_was_written():
    """Each edition is told in both languages, of the same cards, change by change."""
    french, english = (
        read_log(DEFAULT_FILE.with_name(name).read_text(encoding="utf-8"))
        for name in ("CHANGELOG.fr.md", "CHANGELOG.md")
    )
    assert len(french) == len(english) > 1
    for one, other in zip(french, english, strict=True):
        told = [[(section.node, len(section.lines)) for section in each.sections] for each in (one, other)]
        assert sorted(told[0], key=str) == sorted(told[1], key=str)
    assert load().file.edition in french[0].title


def test_a_sheet_of_changes_can_be_read_back():
    catalogue = load()
    role = catalogue.file.roles[0].model_copy(update={"rnqsa": "Z.99"})
    file = catalogue.file.model_copy(update={"roles": (role, *catalogue.file.roles[1:])})
    (edition,) = read_log("\n".join(changes_sheet(catalogue, Catalogue(file), "en").lines))
    (section,) = edition.sections
    assert section.node == role.id
    ((line, cited),) = section.lines
    assert "Z.99" in line
    assert set(cited) <= catalogue.sources.keys()


@pytest.mark.parametrize(
    ("lang", "said"), [("fr", "changements depuis l’édition"), ("en", "changes since edition")]
)
def test_what_changed_since_the_last_edition_is_told_card_by_card_with_its_source(lang: str, said: str):
    text = read(CHANGES, lang=lang)
    assert said in text
    assert "Voir la fiche" in text or "Open the card" in text
    assert re.search(r"<li>[^<]* → [^<]* <small>Source", text)


def test_a_change_of_a_step_names_the_way_in_and_not_its_id():
    text = read(CHANGES, changed="a-3-7-operateur-vitrage")
    assert "embauche : condition, ajout" in text
    assert "`a-3-7" not in text


def test_the_door_of_whoever_reads_comes_first():
    for reader, title in (("student", "J’explore"), ("recruiter", "Je recrute")):
        assert re.findall(r"<h2 id=\"door-\w+\">(.*?)</h2>", read(HOME, **{"as": reader}))[0] == title


def test_the_changes_are_searched_by_card_and_by_word():
    everything = read(CHANGES, lang="en").count("<details")
    text = read(CHANGES, lang="en", changed="bac-pro-accueil")
    assert 0 < text.count("<details") < everything
    assert "Vocational baccalaureate in reception" in text
    assert "Nothing that changed holds “xyzzy”." in read(CHANGES, lang="en", changed="xyzzy")


# --- presentation ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("lang", "place"), [("fr", "1 sur"), ("en", "1 of")])
def test_a_slide_says_its_place_what_it_shows_and_of_when(lang: str, place: str):
    text = read(PRESENT, node=[CHAIN[0], CHAIN[1]], lang=lang)
    assert place in text
    assert f"<h1>{load().label(CHAIN[0], 'fr' if lang == 'fr' else 'en')}</h1>" in text
    assert "2026.2" in text
    assert "pathways-nav" not in re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)


def test_a_slide_that_is_not_there_is_the_last_one():
    text = read(PRESENT, node=CHAIN[0], slide="999")
    assert 'data-turn="next"' not in text
    assert 'data-turn="previous"' in text


def test_a_goal_that_nothing_leads_to_is_presented_with_the_reason():
    text = read(PRESENT, to="a-c-ii-5-responsable-magasin")
    assert "Aucun parcours ne mène à" in text
    assert "aucune voie d’accès dans nos sources" in text


def test_what_is_picked_is_in_the_address_and_leads_to_its_slides():
    app = shown(PRESENT, pick=[CHAIN[1], CHAIN[0]])
    assert app.multiselect(key="picked").value == [CHAIN[1], CHAIN[0]]
    assert f"./present?node={CHAIN[1]}&node={CHAIN[0]}" in read(PRESENT, pick=[CHAIN[1], CHAIN[0]])
    app.multiselect(key="picked").set_value([CHAIN[2]]).run()
    assert app.query_params["pick"] in (CHAIN[2], [CHAIN[2]])


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_card_fits_its_slides_and_says_what_it_leaves_out(lang: Lang):
    catalogue = load()
    writer = Writer(catalogue, lang, catalogue.file.as_of)
    tables = load_pay()
    for node in catalogue.nodes:
        told = card(catalogue, node, lang, writer.on, extra=pay_blocks(writer, tables, node))
        blocks = {block.title: block for block in told.blocks}
        for slide in card_slides(told):
            assert sum(part.rows for part in slide.parts) <= MOST_ROWS
            for part in slide.parts:
                assert part.lines[0][1].removesuffix("…").strip() in blocks[part.heading].lines[0].text
