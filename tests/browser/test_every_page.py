"""Every page, on both sizes and in both schemes: no barrier, nothing wider than the screen, no error."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import axe_violations, screenshot, visit

EXPERT = "a-12-2-technicien-expert-apres-vente"
LEAFLET = "cqp-technicien-expert-apres-vente-camion"
HEAD, FOREMAN = "a-c-iii-1-chef-apres-vente", "a-23-1-gestionnaire-atelier"
BAC_PRO = "bac-pro-maintenance-vehicules-transport-routier-2014"
FITTER, TYRES = "a-6-1-mecanicien-specialiste", "a-3-3-operateur-service-rapide"
C2 = "&".join(
    f"node={node}"
    for node in (
        "bac-pro-maintenance-vehicules-vehicules-legers-2025",
        "cap-carrossier-automobile",
        "cap-vendeur-magasinier-pra",
    )
)
TO_HEAD = f"to={HEAD}&hold={BAC_PRO}&age=19"
PAGES = {
    "home": "/",
    "home-student": "/?as=student&lang=en",
    "map": "/explore",
    "map-filtered": "/explore?family=A&vehicle=truck&nature=law",
    "map-cell": "/explore?family=G&rung=9&lang=en",
    "map-nothing": "/explore?family=G&vehicle=bicycle",
    "card": f"/explore?node={LEAFLET}",
    "card-role": f"/explore?node={EXPERT}&lang=en",
    "card-closed": "/explore?node=bep-maintenance-vehicules-vp&lang=en",
    "card-unknown": "/explore?node=nowhere",
    "routes-empty": "/routes",
    "routes-from-nothing": f"/routes?to={FOREMAN}",
    "routes-own-words": "/routes?q=garagiste&age=16&as=student",
    "routes": f"/routes?{TO_HEAD}&as=student",
    "routes-teacher": "/routes?to=k-9-1&age=17&licence=B&lang=en",
    "routes-trade-offs": f"/routes?to={EXPERT}&hold={BAC_PRO}&age=19&by=pareto",
    "routes-tyres": f"/routes?age=35&exp={TYRES}:36",
    "routes-reach": f"/routes?hold={BAC_PRO}&age=19&lang=en",
    "compare": f"/compare?{C2}",
    "compare-routes": f"/compare?{TO_HEAD}&lang=en",
    "compare-empty": "/compare",
    "class-two": f"/class?to={EXPERT}&a.hold={BAC_PRO}&a.age=19&b.exp={FITTER}:36",
    "class-list": "/class?list=1&lang=en",
    "structure-feeders": f"/structure?measure=feeders&to={EXPERT}",
    "structure-supposed": f"/structure?measure=supposed&to={EXPERT}"
    "&step=a-12-2-by-certification-and-practice&drop=experience",
    "structure-gateways": f"/structure?measure=gateways&to={HEAD}&lang=en",
    "structure-unread": "/structure?measure=hubz&to=nobody&as=recruiter",
    "titles": "/titles",
    "titles-example": "/titles?list=example&as=recruiter",
    "titles-text": "/titles?list=text&lang=en",
    "present-empty": "/present",
    "present-card": f"/present?node={LEAFLET}&node={EXPERT}",
    "present-route": f"/present?{TO_HEAD}&lang=en",
    "glossary": "/glossary",
    "glossary-word": "/glossary?word=CAP&lang=en",
    "changes": "/changes?changed=carrossier",
    "about": "/about?lang=en",
    "accessibility": "/accessibility",
}
# One address of each page; the others with the slow tests.
AT_EVERY_RUN = frozenset(
    "home map card routes compare class-two structure-feeders titles-example present-card glossary "
    "changes about accessibility".split()
)
OPENS_ALL = "document.querySelectorAll('details').forEach(each => { each.open = true })"
MAIN = "document.querySelector('[data-testid=\"stMain\"]')"


@pytest.mark.parametrize(
    "name",
    [name if name in AT_EVERY_RUN else pytest.param(name, marks=pytest.mark.slow) for name in PAGES],
)
def test_a_page_has_no_barrier_is_as_wide_as_its_screen_and_tells_no_error(
    any_screen: Page, name: str, request, console_errors: list[str]
):
    visit(any_screen, PAGES[name])
    expect(any_screen.get_by_role("heading", level=1)).to_be_visible()
    screen = "-".join(request.node.callspec.id.removesuffix("-chromium").split("-")[:2])
    screenshot(any_screen, f"{name}-{screen}")
    any_screen.evaluate(OPENS_ALL)
    assert axe_violations(any_screen) == []
    size = any_screen.viewport_size
    assert size is not None
    assert any_screen.evaluate(f"{MAIN}.scrollWidth") <= size["width"]
    assert console_errors == []
