// Starts the page: loads the desk, lays out bar, map, panel and days, and keeps them in step.

import { dayAfter, daysBetween, load, openDesk } from "./data.js";
import { drawDaybar } from "./daybar.js";
import { prepareDays } from "./days.js";
import { el } from "./dom.js";
import { drawForeign, drawLanguages } from "./languages.js";
import { drawLegend } from "./legend.js";
import { drawMap } from "./map.js";
import { drawPanel } from "./panel.js";
import { printOn } from "./print.js";
import { drawSearch } from "./search.js";
import { drawHandle } from "./sheet.js";
import { current, goBack, listen, onlyPanel, showPlace, start } from "./state.js";
import { date, say, speak } from "./words.js";
import "./style.css";

const QUIET_DAYS = 14; // so long a silence before the day is said beside it
const STALE_DAYS = 90; // … and after so long a one a desk opens on the last day of which anybody tells

async function open() {
  const wait = el("p", { class: "wait", role: "status" }, say("loading"));
  document.body.append(wait);
  const desk = openDesk(speak(await load("desk")));
  const ready = (shown) => prepareDays(desk, shown);
  start(desk, { day: dayToOpen(desk), tab: "place", from: desk.recent }, ready);
  await ready(current());
  wait.remove();

  const [map, panel, days] = [
    el("div", { id: "map" }),
    el("aside", { id: "panel", "aria-label": say("panel") }),
    el("footer", { id: "days" }),
  ];
  const phone = matchMedia("(max-width: 799px)"); // there the panel covers half of the map, as in style.css
  const today = el("p", { class: "today" });
  const quiet = el("p", { class: "quiet" });
  document.body.append(
    el(
      "a",
      {
        class: "skip",
        href: "#panel",
        onclick: (event) => {
          event.preventDefault();
          document.getElementById("view").focus();
        },
      },
      say("skip"),
    ),
    el(
      "header",
      {},
      desk.synthetic && el("p", { class: "banner", role: "note" }, say("synthetic")),
      el("div", { class: "top" }, el("h1", {}, desk.name), today, quiet, drawSearch(desk), drawLanguages(desk)),
      drawForeign(desk),
    ),
    el("main", {}, map, drawLegend(desk), drawCredits(desk)),
    panel,
    days,
  );

  const sheet = drawMap(map, desk, showPlace); // first, since its worker needs longest, and works beside the rest
  const follow = (shown, before) => {
    if (before && onlyPanel(shown, before)) return; // whoever writes a query is not to wait for a map that stays as it is
    today.textContent = date(shown.day);
    quiet.textContent = sayQuiet(desk, shown.day);
    sheet?.show(shown);
    if (shown.place && shown.place !== before?.place)
      sheet?.goTo(desk.byId.get(shown.place), phone.matches ? 0.5 : 0);
  };
  follow(current());
  panel.append(drawHandle(panel));
  drawPanel(panel, desk);
  drawDaybar(days, desk);
  printOn(desk);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.target.matches("[type=search], [type=date], select")) goBack();
  });
  listen(follow);
  window.contested.map = sheet?.map; // for tests, and for whoever wants to look closer
}

/** The newest day, or of a desk of old reports the last one with evidence. */
function dayToOpen(desk) {
  return desk.length - desk.told > STALE_DAYS ? dayAfter(desk.first, desk.told) : desk.last;
}

/** Since when nobody has told of who holds anything, where that is long before the day. */
function sayQuiet(desk, day) {
  const number = daysBetween(desk.first, day);
  const [last] = desk.ticks.findLast(([on, evidence]) => on <= number && evidence) ?? [];
  return number - last > QUIET_DAYS ? say("quiet", { day: date(dayAfter(desk.first, last)) }) : "";
}

function drawCredits(desk) {
  const line = [desk.borders_note, ...desk.credits].filter(Boolean).join(" · ");
  return el(
    "details",
    { class: "credits", open: matchMedia("(min-width: 800px)").matches },
    el(
      "summary",
      { "aria-label": `${say("north_mark")}, ${say("credits_map")}` },
      el("b", { title: say("north") }, say("north_mark")),
    ),
    el("span", {}, line),
  );
}

open().catch((error) => {
  document.body.replaceChildren(
    el("p", { class: "wait", role: "alert" }, say("broken", { file: error.message })),
  );
  throw error;
});
