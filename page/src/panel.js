// The panel: tabs, and under them the view that the page's state asks for.

import { load } from "./data.js";
import { el } from "./dom.js";
import { drawAbout } from "./about.js";
import { openBrief } from "./brief.js";
import { drawEvents } from "./events.js";
import { drawFigures } from "./figures.js";
import { drawOverview } from "./overview.js";
import { drawPlace } from "./place.js";
import { drawReport } from "./report.js";
import { current, listen, show } from "./state.js";
import { say } from "./words.js";

const TABS = ["place", "events", "figures", "brief", "about"];

export function drawPanel(box, desk) {
  const view = el("div", { id: "view", role: "tabpanel", tabindex: -1 });
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
              : { tab, report: null, claim: null },
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
    const tab = TABS.includes(shown.tab) ? shown.tab : "place";
    tabs.forEach((button, at) => {
      button.setAttribute("aria-selected", TABS[at] === tab);
      button.tabIndex = TABS[at] === tab ? 0 : -1;
    });
    view.setAttribute("aria-labelledby", `tab-${tab}`);
    const moved = ["place", "tab", "report", "claim", "period"].some((key) => shown[key] !== before?.[key]);
    const top = view.scrollTop;
    view.replaceChildren(...drawn);
    view.setAttribute("aria-busy", false);
    view.scrollTop = moved ? 0 : top;
    const marked = moved && view.querySelector("mark.chosen");
    if (marked) marked.scrollIntoView({ block: "center" });
    if (moved && before) view.focus({ preventScroll: true });
  }
  listen(redraw);
  redraw(current());
  let width = view.clientWidth;
  new ResizeObserver(() => {
    if (view.clientWidth !== width) redraw(current(), current()); // the band is drawn to the panel's width
    width = view.clientWidth;
  }).observe(view);
}

async function draw(desk, shown, view) {
  if (shown.report !== null) return drawReport(desk, await load(`report-${shown.report}`), shown.claim);
  if (shown.tab === "events") return drawEvents(desk, await load("events"), shown.day);
  if (shown.tab === "figures") return drawFigures(desk, await load("figures"));
  if (shown.tab === "brief") return openBrief(desk, shown);
  if (shown.tab === "about") return drawAbout(desk);
  const place = desk.byId.get(shown.place);
  const stated = desk.areas ? await load("stated") : [];
  if (!place) return drawOverview(desk, shown.day, stated);
  const style = getComputedStyle(view);
  const width = view.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  return drawPlace(desk, place, await load(`place-${place.number}`), stated, shown, Math.max(260, width));
}
