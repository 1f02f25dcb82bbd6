"""
How the map, the surroundings of a node and a card look: the style of what their pages write as HTML.

Fills are those of all drawings. A phone gets the lists: a drawing squeezed into 390 pixels tells nobody
anything, and a table of thirteen columns is read there as one list for each family.
"""

from __future__ import annotations

from typing import Final

from pathways.figures.style import CENTRE, FILLS, LANES, ON_FILL, QUALIFICATION, ROLE, STROKE

_CARDS: Final = "".join(f".around .{kind},.s.{kind}{{background:{fill}}}" for kind, fill in FILLS.items())

LOOK: Final = f"""<style>
.map,.focus,.around{{position:relative}}
.map>*,.focus>*,.around>*{{position:absolute}}
.lines{{left:0;top:0;width:100%;height:100%;max-width:none}}
.map i,.focus i,.around i,.s{{forced-color-adjust:none;print-color-adjust:exact}}
.map .band{{left:0;right:0;background:{LANES[0]};border-radius:.4rem}}
.map .band:nth-of-type(4n+1){{background:{LANES[1]}}}
.map .rail{{height:3px;margin-top:-1.5px;background:{STROKE};opacity:.45}}
.map .rung{{transform:translateX(-50%);text-align:center;font-size:.78rem;line-height:1.25;top:2px!important}}
.map .lane{{left:.3rem;transform:translateY(-100%);font-size:.8rem;font-weight:700;line-height:1.15rem}}
.map .lane:not(:hover){{text-decoration:none;color:inherit}}
.map .role,.map .qualification,.focus i{{width:15px;height:16px;margin:-8px 0 0 -7.5px}}
.map .role::before,.map .qualification::before,.focus i::before{{content:"";position:absolute;inset:2px 1.5px;
 background:{ROLE};border-radius:50%;forced-color-adjust:none;print-color-adjust:exact}}
.map .qualification::before,.focus .qualification::before{{background:{QUALIFICATION};border-radius:1px;
 inset:3px 2.5px;transform:rotate(45deg)}}
.map a:is(.role,.qualification):is(:hover,:focus-visible)::before{{outline:2px solid currentColor}}
.map a:is(.role,.qualification):is(:hover,:focus-visible)::after{{content:attr(aria-label);left:50%;
 bottom:1.2rem}}
.map a::after,.focus .name{{position:absolute;z-index:9;width:max-content;max-width:17rem;padding:.2rem .5rem;
 border-radius:.3rem;background:#10141a;color:#fff;font-size:.8rem;line-height:1.3;font-weight:600;
 pointer-events:none}}
.map a.left::after{{left:auto;right:50%}}
.st-key-overview [data-testid="stElementContainer"]:has(.focus){{position:relative}}
.st-key-overview .focus{{position:absolute;left:0;right:0;bottom:100%;pointer-events:none}}
.told{{margin:.6rem 0}}
.st-key-overview h2{{font-size:1.5rem;padding:1rem 0;margin:0}}
.st-key-overview:has(.focus) .map a:is(.role,.qualification){{opacity:.22}}
.st-key-overview:has(.focus) .map a:hover{{opacity:1}}
.focus .chosen::before{{background:{CENTRE}!important;outline:3px solid {CENTRE};outline-offset:2px}}
.focus .name{{margin-top:-.9rem;transform:translate(-50%,-100%)}}
.focus .name.left{{transform:translate(-100%,-100%)}}
.around{{container-type:inline-size}}
.around .card{{width:var(--card);height:64px;transform:translate(-50%,-50%);display:flex;align-items:center;
 justify-content:center;text-align:center;border-radius:.5rem;padding:2px 7px;font-size:.74rem;
 line-height:1.17;color:{ON_FILL}!important;text-decoration:none;forced-color-adjust:none;
 print-color-adjust:exact}}
.around .card span{{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:4;overflow:hidden}}
.around .card b{{font-size:.95rem;line-height:1}}
.around a.card:is(:hover,:focus-visible){{outline:3px solid {STROKE};outline-offset:2px;
 text-decoration:underline}}
.around :is(.one_of,.all_of,.none_of){{height:34px;width:calc(var(--card)*.595)}}
.around .to::before{{content:"";position:absolute;left:-8px;top:calc(50% - 5px);border:5px solid transparent;
 border-left:8px solid {STROKE};border-right:0}}
{_CARDS}.around .centre{{background:{CENTRE}}}
.legend{{list-style:none;display:flex;flex-wrap:wrap;gap:.15rem 1.1rem;padding:0!important;
 margin:.2rem 0 .6rem;font-size:.85rem}}
.legend li{{display:flex;align-items:center;gap:.4rem;margin:0}}
.s{{display:inline-block;flex:none;width:1.1rem;height:.8rem;border-radius:.2rem}}
.s.group{{background:{FILLS["one_of"]}}}
.s.role{{border-radius:50%;width:.8rem}}.s.qualification{{transform:rotate(45deg);width:.7rem;height:.7rem}}
.s.rail{{height:3px;width:2rem;background:{STROKE};opacity:.6}}
.s.line{{width:2rem;height:0;border-top:2px solid {STROKE};border-radius:0;background:none}}
.s.assumed{{border-top-style:dashed}}.s.decision{{border-top-style:dotted;border-top-width:3px}}
.s.move{{background:none;width:auto;height:auto;font-style:normal;font-weight:700}}
.s.up::before{{content:"↑"}}.s.level::before{{content:"→"}}.s.down::before{{content:"↓"}}
.pathways-card h1{{font-size:2.1rem;line-height:1.2;margin:0;padding:.4rem 0}}
.pathways-card h2{{font-size:1.35rem;margin:1.5rem 0 .4rem;padding:0}}
.pathways-card .about{{font-size:.875rem;margin:.5rem 0}}
.pathways-card ul{{padding-left:1.2rem!important;margin:.2rem 0}}
.pathways-card ul ul{{padding-left:1rem!important}}
.pathways-card li{{margin:.2rem 0}}
.pathways-card :is(.any_of,.all_of,.none_of)>ul{{border-left:3px solid {FILLS["one_of"]};margin-left:.1rem;
 padding-left:1.5rem!important}}
.pathways-card .all_of>ul{{border-left-style:double;border-left-width:5px}}
.pathways-card .none_of>ul{{border-left-color:{FILLS["none_of"]};border-left-style:dotted}}
.pathways-card .op{{font-weight:700;text-transform:uppercase;letter-spacing:.02em}}
.pathways-card small{{font-size:.78rem;border:1px solid {STROKE};border-radius:.6rem;padding:0 .4rem;
 white-space:nowrap}}
.pathways-card .warning{{border:2px solid #c2571a;border-left-width:.6rem;border-radius:.4rem;
 padding:.5rem .8rem;margin:.6rem 0}}
.terms,.terms dl>div{{display:none}}
.pathways-card dt{{font-weight:700}}.pathways-card dd{{margin:0 0 .4rem}}
details>summary{{cursor:pointer}}
.pathways-card>details,.lanes details{{border:1px solid {STROKE};border-radius:.5rem;padding:.45rem .8rem;
 margin:.5rem 0}}
.pathways-card summary h2{{display:inline;font-size:1rem;font-weight:600;margin:0}}
.facets{{display:flex;flex-wrap:wrap;gap:.45rem;align-items:start}}
.facets details{{position:relative;border:1px solid {STROKE};border-radius:.5rem}}
.facets summary{{padding:.35rem .7rem}}
.facets .on summary{{font-weight:700;box-shadow:inset 0 -3px 0 {QUALIFICATION};border-radius:.5rem}}
.facets ul{{position:absolute;z-index:20;left:-1px;top:calc(100% + 3px);list-style:none;margin:0;
 padding:.3rem .5rem!important;max-height:21rem;overflow:auto;width:max-content;max-width:min(22rem,86vw);
 border:1px solid {STROKE};border-radius:.5rem;background:light-dark(#fff,#1f2630)}}
.facets li{{margin:0}}.facets li a{{display:block;padding:.3rem .2rem}}
.facets a[aria-current]{{font-weight:700}}
.lanes{{columns:21rem}}.lanes.few{{columns:auto}}
.lanes details,.lanes li{{break-inside:avoid-column}}
.lanes details[open]{{break-inside:auto}}
.lanes summary{{font-weight:600}}
.lanes ul{{padding-left:1.1rem!important;margin:.2rem 0}}
.counts{{border-collapse:collapse;width:100%;font-size:.85rem}}
.counts caption{{text-align:left;padding:.3rem 0}}
.counts :is(th,td){{border:1px solid rgba(122,133,148,.4);padding:.25rem .4rem;text-align:center;
 font-weight:400}}
.counts thead th{{font-weight:600}}.counts th[scope=row]{{text-align:left}}
.counts td a{{display:block;padding:.1rem .3rem}}
@media(max-width:800px){{
 .facets{{position:relative}}.facets details{{position:static}}
 .facets ul{{left:0;right:0;top:auto;width:auto;max-width:none}}
 .around,.map,.focus,.told,.legend{{display:none}}
 .pathways-card h1{{font-size:1.75rem}}
 .counts,.counts :is(tbody,tr,th,td){{display:block;text-align:left;border:0;width:auto}}
 .counts thead,.counts td:empty{{display:none}}
 .counts tr{{display:flex;flex-wrap:wrap;gap:.1rem .9rem;border-bottom:1px solid {STROKE};padding:.4rem 0}}
 .counts th[scope=row]{{width:100%;font-weight:700;padding:0}}
 .counts td{{padding:0}}.counts td::before{{content:attr(data-of) ": "}}
 .counts td a{{display:inline-block;padding:.3rem}}
}}
</style>"""
