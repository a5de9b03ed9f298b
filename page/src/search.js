// The box that one searches from: what is typed is looked for at once, and the panel lists what is found
// (results.js).
// "/" goes to the box, the arrows from it into the list, Enter to what is marked or first, Escape back to
// where one was.

import { el } from "./dom.js";
import { openFirst } from "./results.js";
import { current, leaveSearch, listen, show } from "./state.js";
import { say } from "./words.js";

const PAUSE = 150; // milliseconds without a key before it is looked for

export function drawSearch(desk) {
  let timer = null;
  const look = () => {
    clearTimeout(timer);
    const q = box.value.trim();
    const { tab, report } = current();
    if (q) show({ tab: "search", q, report: null, claim: null }, tab !== "search" || report !== null);
    else if (tab === "search") leaveSearch();
  };
  const box = el("input", {
    type: "search",
    id: "search-box",
    placeholder: say("search"),
    "aria-label": say("search"),
    autocomplete: "off",
    spellcheck: "false",
    oninput: () => {
      clearTimeout(timer);
      timer = setTimeout(look, PAUSE);
    },
    onkeydown: (event) => {
      if (event.key === "Escape") {
        event.preventDefault(); // the browser's own clearing would be looked for
        clearTimeout(timer);
        box.value = "";
        if (current().tab === "search") leaveSearch();
        box.blur();
      } else if (event.key === "ArrowDown") {
        event.preventDefault();
        hits()[0]?.focus();
      }
    },
  });
  const submit = (event) => {
    event.preventDefault();
    const q = box.value.trim();
    if (!q) return;
    look();
    openFirst(desk, q).then((found) => found && box.blur());
  };
  listen(({ tab, q }) => {
    if (document.activeElement !== box) box.value = tab === "search" ? (q ?? "") : "";
  });
  addEventListener("keydown", (event) => walk(event, box));
  box.value = current().tab === "search" ? (current().q ?? "") : "";
  return el("form", { role: "search", onsubmit: submit }, box);
}

const hits = () => [...document.querySelectorAll("#view .hit")];

/** The keys that work wherever one is, and those in the list of what was found. */
function walk(event, box) {
  if (event.key === "/" && !event.target.matches("input, select, textarea")) {
    event.preventDefault();
    box.focus();
    box.select();
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !event.target.matches("#view .hit")) return;
  event.preventDefault();
  const all = hits();
  (all[all.indexOf(event.target) + step] ?? (step < 0 ? box : event.target)).focus();
}
