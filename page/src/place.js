// The panel of one place on one day: the sentence, what each side says, the band, the evidence, the account, the rest.

import { statedLines } from "./areas.js";
import { drawBand } from "./band.js";
import { briefLink } from "./brief.js";
import { dayAfter, daysBetween } from "./data.js";
import { readPlace } from "./days.js";
import { drawDigest } from "./digest.js";
import { el, jump } from "./dom.js";
import { drawEvidence, drawNearby } from "./evidence.js";
import { drawPlaceFigures } from "./figures.js";
import { drawSpellings } from "./spellings.js";
import { goBack, show } from "./state.js";
import { party, say, sideLines, state, stateLine } from "./words.js";

export function drawPlace(desk, place, chunk, stated, { day, from }, width) {
  const number = daysBetween(desk.first, day);
  const reading = readPlace(desk, place, number);
  const first = place.control && dayAfter(desk.first, place.control.from);
  const where = [place.admin1, place.country && party(place.country)].filter(Boolean).join(", ");
  const here = stated.filter((one) => one.number === place.number);
  return [
    el("p", { class: "way" }, jump(say("all_places"), goBack), " · ", briefLink()),
    el("h2", {}, place.name, where && el("small", {}, where)),
    el("p", { class: "state" }, stateLine(place, reading, day, first)),
    ...drawSides(desk, reading),
    ...(place.control ? drawControl(desk, place, chunk, reading, { number, from, width, day }) : []),
    ...drawDigest(chunk, day),
    ...statedLines(here, day),
    ...drawPlaceFigures(desk, chunk.figures),
    ...drawSpellings(chunk.spellings),
  ];
}

function drawSides(desk, reading) {
  if (!reading) return [];
  const lines = sideLines(reading).map((line, at) =>
    el("li", { style: { borderLeftColor: desk.parties[desk.holders[at]].colour } }, line),
  );
  return [el("ul", { class: "sides" }, lines)];
}

/** The band of probabilities, and under it the evidence that it comes from. */
function drawControl(desk, place, chunk, reading, { number, from, width, day }) {
  const leading = reading ? desk.states[reading.shares.indexOf(Math.max(...reading.shares))] : null;
  const onday = (chosen) => show({ day: dayAfter(desk.first, chosen) });
  const note = leading ? say("band_note", { state: state(leading) }) : say("band_click");
  return [
    el("h3", {}, say("band")),
    ...drawBand(desk, place, chunk.evidence, { day: number, since: from, leading, width, onday, note }),
    ...drawEvidence(desk, chunk, number),
    ...drawNearby(chunk.nearby, day),
  ];
}
