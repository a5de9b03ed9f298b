// What goes on paper beside the map: the state of each place on the day, and the brief.

import { drawBrief } from "./brief.js";
import { dayAfter, daysBetween, load, readPlace } from "./data.js";
import { el } from "./dom.js";
import { current } from "./state.js";
import { date, say, stateLine } from "./words.js";

export function printOn(desk) {
  const paper = el("section", { id: "paper", "aria-hidden": true });
  document.body.append(paper);
  let brief = [];
  load("brief").then((sections) => (brief = sections));
  window.addEventListener("beforeprint", () => {
    const { day } = current();
    const number = daysBetween(desk.first, day);
    const lines = desk.places
      .filter((place) => place.control)
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
      ...drawBrief(brief),
    );
  });
}
