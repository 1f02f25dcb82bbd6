"""Present: chosen cards, or the stages of a route, one slide at a time, for a projector and a keyboard."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Final

import streamlit as st

from pathways.cards import Writer
from pathways.errors import NotOnRecord, UnknownId
from pathways.model import Lang
from pathways.sheets.slides import Part, Slide, card_slides, no_route_slides, route_slides
from pathways.ui.address import read_asked
from pathways.ui.cache import the_answer, the_card, the_map
from pathways.ui.examples import PRESENTED, known
from pathways.ui.frame import draw_foot, draw_frame, draw_script
from pathways.ui.state import address, card_address, language, query, say_in_address, tell
from pathways.ui.widgets import message_for, plain
from pathways.wording import day, say, say_many

MOST_NODES: Final = 12
MOST_DIGITS: Final = 4

# Sizes in parts of the screen, so that a slide fills any projector: 28 pixels on one of 1280 × 720.
STYLE: Final = """<style>
[data-testid="stHeader"], [data-testid="stSkipToContent"] { display: none; }
[data-testid="stMainBlockContainer"] { max-width: none; padding: 0 !important; }
[data-testid="stVerticalBlock"] { gap: 0; }
.pathways-slide { --unit: max(28px, min(2.2vw, 3.9vh)); font-size: var(--unit); line-height: 1.28;
  min-height: 100dvh; box-sizing: border-box; display: flex; flex-direction: column;
  padding: 0.7em 1.6em 0.4em; }
.pathways-slide h1 { font-size: 1.5em !important; line-height: 1.15; margin: 0; padding: 0 0 0.1em; }
.pathways-slide p { font-size: 1em !important; }
.pathways-slide h1:focus { outline: none !important; }
.pathways-slide h2 { font-size: 1.05em !important; color: light-dark(#0f5c9c, #8fc3f5); margin: 0.35em 0 0;
  padding: 0; }
.pathways-slide .subtitle { margin: 0; }
.pathways-slide section ul { margin: 0 !important; padding: 0 0 0 1.1em !important; font-size: 1em; }
.pathways-slide section li { margin: 0; font-size: 1em; }
.pathways-slide section li.under { list-style: none; margin-left: 1.1em; }
.pathways-slide .left-out { margin: 0; font-style: italic; }
.pathways-slide .sources { margin: auto 0 0; padding-top: 0.4em; }
.pathways-turn { display: flex; gap: 1em; align-items: center; border-top: 2px solid #7a8594;
  padding-top: 0.3em; margin-top: 0.3em; }
.pathways-turn :is(a, .none) { padding: 0.1em 0.7em; border: 2px solid #7a8594; border-radius: 0.3em;
  text-decoration: none; }
.pathways-turn .none { visibility: hidden; }
.pathways-turn .place { margin: 0 auto; }
@media (max-width: 800px) {
  .pathways-slide { --unit: 18px; padding: 1em; }
  .pathways-turn { flex-wrap: wrap; gap: 0.5em; }
}
@media print { .pathways-turn { display: none; } }
</style>"""

# The keys of a remote control are those of the keyboard. The place is announced by a region that outlives
# the slide, as one that came with it would not be read.
_KEYS: Final = """<script>
if (!window.pathwaysPresents) {
  window.pathwaysPresents = true;
  const keys = {
    ArrowRight: "next", PageDown: "next", " ": "next", ArrowLeft: "previous", PageUp: "previous",
    Home: "first", End: "last", Escape: "leave",
  };
  document.addEventListener("keydown", event => {
    const turn = document.querySelector(".pathways-turn");
    const inForm = event.target.closest?.("input, textarea, select, [role='combobox']");
    if (!turn || inForm || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const name = keys[event.key];
    if (!name || (event.key === " " && event.target.closest("a"))) return;
    event.preventDefault();
    turn.querySelector(`[data-turn="${name}"]`)?.click();
  });
  const place = document.createElement("div");
  place.setAttribute("aria-live", "polite");
  place.id = "pathways-place";
  place.style.cssText = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)";
  document.body.append(place);
  document.addEventListener("pathways:arrived", () => {
    place.textContent = document.querySelector(".pathways-turn .place")?.textContent ?? "";
  });
}
</script>"""


def main() -> None:
    """Draw the slide that the address asks for; without anything to show, how to choose it."""
    slides = _slides(language())
    if not slides:
        _choose(language())
        return
    draw_script()
    st.html(STYLE)
    st.html(_KEYS, unsafe_allow_javascript=True)
    place = min(_place(), len(slides))
    st.html(_drawn(slides[place - 1], place, len(slides)))


def _place() -> int:
    """The slide that the address names, from 1 on; the first where it names none."""
    said = st.query_params.get("slide", "")
    return max(1, int(said)) if said.isdecimal() and len(said) < MOST_DIGITS else 1


# --- what to show ---------------------------------------------------------------------------------


def _slides(lang: Lang) -> list[Slide]:
    nodes = query().get("node", [])[:MOST_NODES]
    if nodes:
        return [slide for node in nodes for slide in _of_node(node, lang)]
    return list(_of_route(lang))


def _of_node(node: str, lang: Lang) -> tuple[Slide, ...]:
    try:
        return card_slides(the_card(node, lang))
    except UnknownId as error:
        return (_message(say("error.unknown_id", lang, unknown=error.unknown)),)


def _of_route(lang: Lang) -> tuple[Slide, ...]:
    """The slides of the route that the address names by its place in the answer."""
    asked = read_asked(the_map(), query())
    if asked.to is None:
        return ()
    question = asked.question(asked.to, the_map().file.as_of, at_least=asked.route)
    try:
        answer = the_answer(question, lang)
    except NotOnRecord as error:
        return (_message(say("error.not_on_record", lang, what=error)),)
    writer = Writer(the_map(), lang, question.on)
    if not answer.routes:
        return no_route_slides(writer, answer)
    return route_slides(writer, answer, answer.routes[min(asked.route, len(answer.routes)) - 1])


def _message(text: str) -> Slide:
    return Slide(tell("present.not_shown"), text, (), "")


# --- a slide --------------------------------------------------------------------------------------


def _drawn(slide: Slide, place: int, count: int) -> str:
    parts = "".join(map(_part, slide.parts))
    subtitle = f'<p class="subtitle">{html.escape(slide.subtitle)}</p>' if slide.subtitle else ""
    sources = " ".join(filter(None, (slide.sources, _dated())))
    return (
        f'<article class="pathways-slide"><h1>{html.escape(slide.title)}</h1>{subtitle}{parts}'
        f'<p class="sources">{html.escape(sources)}</p>{_turns(slide, place, count)}</article>'
    )


def _dated() -> str:
    file = the_map().file
    return tell("present.dated", edition=file.edition, day=day(file.as_of, language()))


def _part(part: Part) -> str:
    items = "".join(_item(depth, text) for depth, text in part.lines)
    left = say_many("present.left_out", part.left_out, language()) if part.left_out else ""
    remark = f'<p class="left-out">{html.escape(left)}</p>' if left else ""
    return f"<section><h2>{html.escape(part.heading)}</h2><ul>{items}</ul>{remark}</section>"


def _item(depth: int, text: str) -> str:
    under = ' class="under"' if depth else ""
    return f"<li{under}>{html.escape(text)}</li>"


def _turns(slide: Slide, place: int, count: int) -> str:
    """The ways to turn over; where there is no other slide, the word stands without a link."""
    turns = {"first": 1, "previous": place - 1, "next": place + 1, "last": count}
    links = {name: _turn(name, to) if 1 <= to <= count and to != place else "" for name, to in turns.items()}
    for name in ("previous", "next"):
        links[name] = links[name] or f'<span class="none">{html.escape(tell(f"present.{name}"))}</span>'
    leave = html.escape(_way_back(slide))
    told = html.escape(tell("present.place", n=place, m=count))
    return (
        f'<nav class="pathways-turn" aria-label="{html.escape(tell("present.turns"))}">'
        f'{links["previous"]}{links["next"]}<span class="place">{told}</span>'
        f"{links['first']}{links['last']}"
        f'<a data-turn="leave" href="{leave}">{html.escape(tell("present.leave"))}</a></nav>'
    )


def _turn(name: str, to: int) -> str:
    link = html.escape(address("present", {**query(), "slide": str(to)}))
    return f'<a data-turn="{name}" href="{link}">{html.escape(tell(f"present.{name}"))}</a>'


def _way_back(slide: Slide) -> str:
    """Out of the presentation: to the card that is shown, or to the routes."""
    if "node" in query():
        return card_address(slide.node) if slide.node else address("present")
    return address("routes", {name: said for name, said in query().items() if name != "slide"})


# --- choosing -------------------------------------------------------------------------------------


def _choose(lang: Lang) -> None:
    """Which cards to show, in which order; a route is presented from its own page."""
    catalogue = the_map()
    draw_frame("present")
    st.title(tell("present.title"), anchor=False)
    st.markdown(plain(tell("present.what")))
    message_for(read_asked(catalogue, query()).misread, lang)
    picked = [node for node in query().get("pick", []) if node in catalogue.nodes][:MOST_NODES]
    st.session_state["picked"] = picked
    st.multiselect(
        tell("present.pick"), sorted(catalogue.nodes, key=lambda node: catalogue.label(node, lang)),
        key="picked", max_selections=MOST_NODES, format_func=lambda node: catalogue.label(node, lang),
        on_change=_keep_picked, placeholder=tell("present.pick_example"),
    )  # fmt: skip
    if picked:
        begin = html.escape(address("present", {"node": picked}))
        st.html(f'<p><a class="pathways-begin" href="{begin}">{html.escape(tell("present.begin"))}</a></p>')
    st.header(tell("present.examples"), anchor=False)
    items = "".join(f"<li>{link}</li>" for link in _examples())
    st.html(f"<ul>{items}</ul>")
    st.header(tell("present.keys"), anchor=False)
    st.markdown(plain(tell("present.keys_text")))
    draw_foot("present")


def _keep_picked() -> None:
    say_in_address({"pick": list(st.session_state["picked"])})


def _examples() -> Iterator[str]:
    for example in known(the_map(), PRESENTED):
        link = html.escape(address(example.page, example.said))
        yield f'<a href="{link}">{html.escape(tell(f"present.ask.{example.key}"))}</a>'


main()
