"""The first page: a search, three ways in with questions to click, the words one needs, how far to trust."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Final

import streamlit as st

from pathways.cards import Writer, short_way
from pathways.model import Step
from pathways.ui.cache import the_coverage, the_map
from pathways.ui.examples import Example, chain, examples, searches
from pathways.ui.frame import FIRST, PAGES, draw_frame
from pathways.ui.state import address, audience, card_address, language, tell
from pathways.ui.terms import explained
from pathways.wording import AUDIENCES, Audience, day, decimal

WORDS: Final = ("qualification", "role", "step")
HONEST: Final = ("sourced", "unknown", "assumed", "others")

# A column of its own for each way in, one below the other on a phone; the example runs to the right, or down.
STYLE: Final = """<style>
.pathways-lead { font-size: 1.15rem; line-height: 1.5; max-width: 52rem; margin: 0 0 1rem; }
.pathways-search form { display: flex; flex-wrap: wrap; gap: 0.5rem; max-width: 46rem; }
.pathways-search label { flex-basis: 100%; font-weight: 600; }
.pathways-search input { flex: 1 1 14rem; min-width: 0; font: inherit; font-size: 1.1rem; color: inherit;
  padding: 0.6rem 0.9rem; border: 2px solid #7a8594; border-radius: 0.5rem; background: transparent; }
.pathways-search button { font: inherit; font-size: 1.1rem; font-weight: 600; padding: 0.6rem 1.3rem;
  border: 0; border-radius: 0.5rem; background: #0f5c9c; color: #ffffff; cursor: pointer; }
.pathways-search p { margin: 0.5rem 0 0; }
.pathways-search p a { margin-right: 0.9rem; }
.pathways-doors { display: grid; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); gap: 1rem;
  margin-top: 0.5rem; }
.pathways-doors section { border: 1px solid #7a8594; border-top: 6px solid light-dark(#0f5c9c, #8fc3f5);
  border-radius: 0.6rem; padding: 1rem 1.25rem; display: flex; flex-direction: column; }
.pathways-doors h2 { margin: 0 !important; padding: 0 !important; font-size: 1.5rem !important; }
.pathways-doors .for { margin: 0.2rem 0 0.6rem; font-weight: 600; }
.pathways-doors ul { margin: 0 0 1rem; padding: 0; list-style: none; }
.pathways-doors li { margin: 0; border-top: 1px solid #7a859455; }
.pathways-doors li a { display: block; padding: 0.5rem 0; }
.pathways-doors .pathways-begin { margin: auto 0 0; background: #0f5c9c; color: #ffffff; font-weight: 600;
  text-decoration: none; text-align: center; padding: 0.6rem 1rem; }
.pathways-words-of-three { display: grid; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr));
  gap: 0.25rem 1.5rem; margin: 0 !important; padding: 0 !important; }
.pathways-words-of-three dt { font-weight: 700; font-size: 1.1rem; }
.pathways-words-of-three dd { margin: 0.1rem 0 0.6rem; line-height: 1.5; }
.pathways-chain { display: flex; list-style: none; margin: 0.5rem 0 0 !important; padding: 0 !important;
  align-items: stretch; }
.pathways-chain li { margin: 0; display: flex; flex-direction: column; justify-content: center; }
.pathways-chain .node { flex: 1 1 0; padding: 0.6rem 0.8rem;
  border: 1px solid #7a8594; border-radius: 0.6rem; }
.pathways-chain .step { flex: 0 0 8.5rem; text-align: center; padding: 0 0.4rem; font-size: 0.9rem; }
.pathways-chain .step::after { content: "→" / ""; font-size: 1.8rem; line-height: 1; }
.pathways-chain b { font-size: 0.85rem; }
.pathways-honest { max-width: 52rem; line-height: 1.6; }
@media (max-width: 800px) {
  .pathways-chain { flex-direction: column; }
  .pathways-chain .step { flex-basis: auto; padding: 0.4rem; }
  .pathways-chain .step::after { content: "↓" / ""; }
}
</style>"""


def main() -> None:
    """Draw the page."""
    draw_frame("home")
    st.html(STYLE)
    st.title(tell("home.title"), anchor=False)
    st.html(f'<p class="pathways-lead">{html.escape(_what())}</p>{_search()}')
    doors = sorted(AUDIENCES, key=lambda who: who != audience())
    st.html(f'<div class="pathways-doors">{"".join(map(_way_in, doors))}</div>')
    st.header(tell("home.words"), anchor=False)
    st.html(f'<dl class="pathways-words-of-three">{"".join(map(_word, WORDS))}</dl>{_chain()}')
    st.header(tell("home.honest"), anchor=False)
    st.html(f'<ul class="pathways-honest">{"".join(_honest())}</ul>')


def _what() -> str:
    file, lang = the_map().file, language()
    counted = {"roles": len(file.roles), "qualifications": len(file.qualifications)}
    return tell("home.what", **{name: decimal(number, lang) for name, number in counted.items()})


# --- search ---------------------------------------------------------------------------------------


def _search() -> str:
    """A search that leads to its results, and some that one can click."""
    tried = "".join(
        f'<a href="{html.escape(address("explore", {"q": text}))}" lang="fr">{html.escape(text)}</a>'
        for text in searches(the_map())
    )
    return (
        f'<div class="pathways-search"><form role="search" action="{html.escape(address("explore"))}">'
        f'<label for="pathways-q">{html.escape(tell("explore.search"))}</label>'
        '<input id="pathways-q" name="q" type="search" autocomplete="off">'
        f'<button type="submit">{html.escape(tell("home.search"))}</button></form>'
        f"<p>{html.escape(tell('home.search_example'))} {tried}</p></div>"
    )


# --- three ways in --------------------------------------------------------------------------------


def _way_in(who: Audience) -> str:
    """For whom, some questions with their answers behind, and the page to begin with."""
    first = next(page for page in FIRST[who] if page in PAGES)
    asked = "".join(f"<li>{_question(example, who)}</li>" for example in examples(the_map(), who))
    begin = html.escape(address(first, reader=who))
    return (
        f'<section aria-labelledby="door-{who}"><h2 id="door-{who}">{html.escape(tell(f"home.{who}"))}</h2>'
        f'<p class="for">{html.escape(tell(f"home.{who}.what"))}</p><ul>{asked}</ul>'
        f'<a class="pathways-begin" href="{begin}">{html.escape(tell(f"home.{who}.begin"))}</a></section>'
    )


def _question(example: Example, who: Audience) -> str:
    link = html.escape(address(example.page, example.said, reader=who))
    return f'<a href="{link}">{html.escape(tell(f"home.ask.{example.key}"))}</a>'


# --- the words ------------------------------------------------------------------------------------


def _word(word: str) -> str:
    name, _, meaning = tell(f"home.word.{word}").partition("|")
    told = explained(the_map(), meaning, language(), f"of-{word}")
    return f"<div><dt>{html.escape(name)}</dt><dd>{told}</dd></div>"


def _chain() -> str:
    """A true example of the three words, from the data; nothing where the map has other cards."""
    items = "".join(f"{_step(step)}{_node(node)}" for step, node in chain(the_map()))
    if not items:
        return ""
    before, after = (f"<p>{html.escape(tell(key))}</p>" for key in ("home.chain", "home.chain_more"))
    return f'{before}<ol class="pathways-chain">{items}</ol>{after}'


def _node(node: str) -> str:
    is_qualification = node in the_map().qualifications
    kind = tell(f"home.word.{'qualification' if is_qualification else 'role'}").partition("|")[0]
    mark = "◆" if is_qualification else "●"
    name = the_map().label(node, language()).partition(" (")[0]
    link = f'<a href="{html.escape(card_address(node))}">{html.escape(name)}</a>'
    return f'<li class="node"><b><span aria-hidden="true">{mark}</span> {html.escape(kind)}</b>{link}</li>'


def _step(step: Step | None) -> str:
    if step is None:
        return ""
    writer = Writer(the_map(), language(), the_map().file.as_of)
    return f'<li class="step">{html.escape(tell("home.chain_step", way=short_way(writer, step)))}</li>'


# --- how far to trust it --------------------------------------------------------------------------


def _honest() -> Iterator[str]:
    """What one must know of the data before one leans on it."""
    file, lang = the_map().file, language()
    values = {
        "sources": decimal(len(file.sources), lang),
        "day": day(file.as_of, lang),
        "assumed": decimal(len(the_coverage().assumed), lang),
        "steps": decimal(len(file.steps), lang),
    }
    for part in HONEST:
        text = tell(f"home.honest.{part}", **values)
        yield f"<li>{explained(the_map(), text, lang, f'honest-{part}')}</li>"
    yield f'<li><a href="{html.escape(address("about"))}">{html.escape(tell("home.honest.more"))}</a></li>'


main()
