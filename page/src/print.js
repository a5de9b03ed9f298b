// What goes on paper beside the map: the state of each place on the day, and the brief.

import { drawBrief } from "./brief.js";
import { byName, dayAfter, daysBetween, load } from "./data.js";
import { readPlace } from "./days.js";
import { el } from "./dom.js";
import { current } from "./state.js";
import { date, say, stateLine } from "./words.js";

const PAPER = 700; // pixels, the width of a page within its margins

export function printOn(desk) {
  const paper = el("section", { id: "paper", "aria-hidden": true });
  document.body.append(paper);
  let brief = [];
  load("brief").then((sections) => (brief = sections));
  window.addEventListener("beforeprint", () => {
    // The map goes on paper as it stands on the screen, smaller: its scale bar shrinks with it and stays true.
    const { clientWidth: width, clientHeight: height } = document.getElementById("map");
    const sizes = { width: `${width}px`, height: `${height}px`, scale: Math.min(1, PAPER / width) };
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
      el("h2", {}, say("print_states", { day: date(day) })),
      el("ul", {}, lines),
      ...drawBrief(desk, brief),
    );
  });
}
