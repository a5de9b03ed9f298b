// The panel: tabs, and under them the view that the page's state asks for.

import { REST, isCrowded } from "./crowd.js";
import { load, loadPlace } from "./data.js";
import { el } from "./dom.js";
import { drawAbout } from "./about.js";
import { openBrief } from "./brief.js";
import { drawDisputes } from "./disputes.js";
import { drawEvents } from "./events.js";
import { drawFigures } from "./figures.js";
import { drawOverview } from "./overview.js";
import { drawPlace } from "./place.js";
import { drawReport } from "./report.js";
import { drawResults } from "./results.js";
import { drawSource, drawSources } from "./sources.js";
import { current, listen, onlyDay, show } from "./state.js";
import { say } from "./words.js";

// What being changed makes another page of it, that is read from its top.
const MOVES = ["place", "tab", "report", "claim", "source", "period"];
const TABS = ["place", "events", "disputes", "figures", "brief", "sources", "about"];

export function drawPanel(box, desk) {
  const view = el("div", { id: "view", role: "tabpanel", tabindex: 0 });
  const tabs = TABS.map((tab) =>
    el(
      "button",
      {
        type: "button",
        role: "tab",
        id: `tab-${tab}`,
        "aria-controls": "view",
        onclick: () =>
          show(
            tab === "place" && current().tab === "place"
              ? { report: null, claim: null, place: null }
              : { tab, report: null, claim: null, source: null },
          ),
        onkeydown: (event) => {
          const step = { ArrowRight: 1, ArrowLeft: TABS.length - 1 }[event.key];
          if (step) tabs[(TABS.indexOf(tab) + step) % TABS.length].focus();
        },
      },
      say(`tabs.${tab}`),
    ),
  );
  box.append(el("div", { role: "tablist", "aria-label": say("panel") }, tabs), view);

  let turn = 0;
  async function redraw(shown, before) {
    turn += 1;
    const mine = turn;
    view.setAttribute("aria-busy", true);
    const drawn = await draw(desk, shown, view).catch((error) => [
      el("p", { class: "note" }, say("broken", { file: error.message })),
    ]);
    if (mine !== turn) return; // something else was asked for in the meantime
    mark(tabs, view, shown.tab);
    const moved = MOVES.some((key) => shown[key] !== before?.[key]);
    const top = view.scrollTop;
    const held = view.contains(document.activeElement) && document.activeElement.id; // a choice that was just made
    view.replaceChildren(...drawn);
    if (held) document.getElementById(held)?.focus({ preventScroll: true });
    view.setAttribute("aria-busy", false);
    view.scrollTop = moved ? 0 : top;
    const marked = moved && view.querySelector("mark.chosen");
    if (marked) marked.scrollIntoView({ block: "center" });
    if (moved && before && !typing()) view.focus({ preventScroll: true });
  }
  let rest = null;
  const crowded = isCrowded(desk.places);
  listen((shown, before) => {
    clearTimeout(rest);
    if (!crowded || !onlyDay(shown, before)) return redraw(shown, before);
    view.setAttribute("aria-busy", true);
    rest = setTimeout(redraw, REST, shown, before);
  });
  redraw(current());
  let width = view.clientWidth;
  new ResizeObserver(() => {
    if (view.clientWidth !== width) redraw(current(), current()); // the band is drawn to the panel's width
    width = view.clientWidth;
  }).observe(view);
}

/** Which tab is shown; what was searched for is under none of them. */
function mark(tabs, view, shown) {
  const chosen = shown === "search" ? null : TABS.includes(shown) ? shown : "place";
  tabs.forEach((button, at) => {
    button.setAttribute("aria-selected", TABS[at] === chosen);
    button.tabIndex = TABS[at] === (chosen ?? TABS[0]) ? 0 : -1;
    if (TABS[at] === chosen) button.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
  view.setAttribute("aria-labelledby", chosen ? `tab-${chosen}` : "search-box");
}

/** Whether the reader is writing in the box of the search, and is not to be taken from it. */
const typing = () => document.activeElement?.matches("[type=search]");

async function draw(desk, shown, view) {
  if (shown.report !== null) {
    const gone = ({ message }) => [el("p", { class: "note" }, say("report_gone", { file: message }))];
    return load(`report-${shown.report}`).then((report) => drawReport(desk, report, shown.claim), gone);
  }
  if (shown.tab === "events") return drawEvents(desk, shown.day);
  if (shown.tab === "search") return drawResults(desk, shown);
  if (shown.tab === "disputes") return drawDisputes(desk, await load("disputes"));
  if (shown.tab === "sources") return drawSourcesTab(desk, shown.source);
  if (shown.tab === "figures") return drawFigures(desk, await load("figures"));
  if (shown.tab === "brief") return openBrief(desk, shown);
  if (shown.tab === "about") return drawAbout(desk);
  const place = desk.byId.get(shown.place);
  const stated = desk.areas ? await load("stated") : [];
  if (!place) return drawOverview(desk, shown, stated);
  const style = getComputedStyle(view);
  const width = view.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  return drawPlace(desk, place, await loadPlace(desk, place), stated, shown, Math.max(260, width));
}

async function drawSourcesTab(desk, source) {
  const { rows, others } = await load("sources");
  if (source === null || !rows[source]) return drawSources(rows, others);
  return drawSource(desk, rows, Number(source), await load(`source-${source}`));
}
