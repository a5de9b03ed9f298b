// What goes on paper beside the map: the state of each place on the day, and the brief.

import { drawPaperBrief } from "./brief.js";
import { byName, dayAfter, daysBetween } from "./data.js";
import { readPlace } from "./days.js";
import { el } from "./dom.js";
import { current, listen } from "./state.js";
import { date, say, stateLine } from "./words.js";

const PAPER = 656; // pixels, the width of an A4 page within its margins

export function printOn(desk) {
  const paper = el("section", { id: "paper", "aria-hidden": true });
  document.body.append(paper);
  // Paper cannot wait for a file: the brief is drawn whenever another one is chosen.
  let brief = [];
  const follow = async (shown, before) => {
    if (before && ["place", "period"].every((key) => shown[key] === before[key])) return;
    brief = await drawPaperBrief(desk, shown);
  };
  listen(follow);
  follow(current());
  window.addEventListener("beforeprint", () => {
    // The map goes on paper as it stands on the screen, as wide as the page: its scale bar goes with it and stays true.
    const { clientWidth: width, clientHeight: height } = document.getElementById("map");
    const sizes = { width: `${width}px`, height: `${height}px`, scale: PAPER / width };
    for (const [name, size] of Object.entries(sizes)) document.body.style.setProperty(`--map-${name}`, size);
    const { day } = current();
    const number = daysBetween(desk.first, day);
    const lines = desk.places
      .filter((place) => place.control)
      .sort(byName)
      .map((place) =>
        el(
          "li",
          {},
          stateLine(place, readPlace(desk, place, number), day, dayAfter(desk.first, place.control.from)),
        ),
      );
    paper.replaceChildren(
      el("h2", { class: "states" }, say("print_states", { day: date(day) })),
      el("ul", { class: "states" }, lines),
      ...brief.flat(),
    );
  });
}
