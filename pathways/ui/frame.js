// What every page does in the browser: follow links in place, bring the reader to what a link opened, keep
// what floats (menu, explanations) dismissable. Runs once in a visit; without it, links are ordinary links.
if (!window.pathwaysFollows) {
  window.pathwaysFollows = true;

  const IDLE = "notRunning";

  // The heading gets the focus, so that a screen reader says it and the next Tab goes on from there.
  const arrive = () => {
    const heading = document.querySelector("main h1");
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus({preventScroll: true});
    document.querySelector('[data-testid="stMain"]').scrollTo(0, 0);
    document.dispatchEvent(new CustomEvent("pathways:arrived"));
  };

  // Streamlit says when it begins and when it is done. What it has at once may pass unseen: so the first change
  // of the page, or else a second gone by, is taken for the answer, until a slow one comes after all. Whoever
  // touches or types in the meantime is not led elsewhere.
  let giveUp = () => {};
  const whenDrawn = then => {
    giveUp();
    const app = document.querySelector('[data-testid="stApp"]');
    const isIdle = () => app.dataset.testScriptState === IDLE;
    let begun = false;
    let guessed = false;
    const guess = () => {
      if (guessed || !isIdle()) return;
      guessed = true;
      then();
    };
    const watch = new MutationObserver(changes => {
      begun ||= !isIdle();
      if (begun && isIdle()) {
        giveUp();
        then();
      } else if (changes.some(change => change.type === "childList")) guess();
    });
    watch.observe(app, {subtree: true, childList: true, attributeFilter: ["data-test-script-state"]});
    const late = setTimeout(guess, 1000);
    giveUp = () => {
      watch.disconnect();
      clearTimeout(late);
    };
  };
  document.addEventListener("pointerdown", () => giveUp(), true);
  document.addEventListener("keydown", () => giveUp(), true);

  // The address changes, and Streamlit is told as if the person had gone back or forth.
  const follow = address => {
    whenDrawn(arrive);
    history.pushState({}, "", address);
    dispatchEvent(new PopStateEvent("popstate"));
  };

  document.addEventListener("click", event => {
    const link = event.target.closest?.("a[href^='.'], [data-testid='stSkipToContent']");
    const plain = !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || link.hasAttribute("download")) return;
    event.preventDefault();
    if (link.dataset.testid === "stSkipToContent") arrive();
    else follow(link.href);
  });

  document.addEventListener("submit", event => {
    const action = event.target.getAttribute("action");
    if (!action?.startsWith(".")) return;
    event.preventDefault();
    const address = new URL(action, document.baseURI);
    for (const [name, value] of new FormData(event.target)) {
      if (value.trim()) address.searchParams.set(name, value.trim());
    }
    follow(address);
  });

  // The menu closes and an explanation goes away with Escape, or when one turns to something else.
  const closeMenus = except => {
    for (const menu of document.querySelectorAll(".pathways-menu[open]")) {
      if (!menu.contains(except)) menu.open = false;
    }
  };
  document.addEventListener("pointerdown", event => closeMenus(event.target));
  document.addEventListener("focusin", event => closeMenus(event.target));
  document.addEventListener("keydown", event => {
    if (event.key !== "Escape") return;
    for (const term of document.querySelectorAll(".term:is(:hover, :focus-within)")) {
      term.classList.add("dismissed");
    }
    const menu = document.activeElement?.closest?.(".pathways-menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  const comeBack = () => {
    for (const term of document.querySelectorAll(".term.dismissed")) {
      if (!term.matches(":hover, :focus-within")) term.classList.remove("dismissed");
    }
  };
  // An explanation near the right edge moves to the left, so that it is read whole.
  const keepWithin = event => {
    const shown = event.target.closest?.(".term")?.querySelector('[role="tooltip"]');
    if (!shown || shown.contains(event.target)) return;
    shown.style.translate = "0";
    const beyond = shown.getBoundingClientRect().right - (document.documentElement.clientWidth - 16);
    if (beyond > 0) shown.style.translate = `${-beyond}px`;
  };
  for (const turned of ["pointerover", "focusin"]) {
    document.addEventListener(turned, comeBack);
    document.addEventListener(turned, keepWithin);
  }

  // Paper cannot be unfolded.
  const folded = [];
  addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll("details:not([open], .pathways-menu)")) {
      part.open = true;
      folded.push(part);
    }
  });
  addEventListener("afterprint", () => {
    for (const part of folded.splice(0)) part.open = false;
  });
}
