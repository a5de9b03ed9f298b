// The band of probabilities over time, with the evidence as marks: above for a state, below against it.

import { monthsAfter } from "./axis.js";
import { dayAfter, sharesOn } from "./data.js";
import { el, svg } from "./dom.js";
import { drawButtons, drawMarks, fillOf, gather, spaceFor } from "./bandmarks.js";
import { date, say } from "./words.js";

const HEIGHT = 74;
const AXIS = 20;
const EDGE = 6;
const LABEL = 60; // as wide as "Jan 2025" and some air

/** The band of `place` from day `since` on, `width` pixels wide, and under it a line that says what a mark stands for, else
 * `note`; `onday` gets the day that was clicked. */
export function drawBand(desk, place, evidence, { day, since, leading, width, onday, note }) {
  const from = Math.max(place.control.from, since);
  const days = Math.max(1, desk.length - from);
  const x = (number) => EDGE + ((number - from) / days) * (width - 2 * EDGE);
  const columns = gather(desk, evidence, { from, leading, x });
  const top = spaceFor(columns, true);
  const bottom = top + HEIGHT;
  const foot = bottom + spaceFor(columns, false);
  const label = say("band_label", {
    place: place.name,
    first: date(dayAfter(desk.first, from)),
    last: date(desk.last),
  });
  const band = svg("svg", {
    class: "band",
    viewBox: `0 0 ${width} ${foot + AXIS}`,
    role: "img",
    "aria-label": label,
    onclick: (event) => {
      const box = band.getBoundingClientRect();
      const share = (event.clientX - box.left - EDGE) / (box.width - 2 * EDGE);
      onday(Math.min(desk.length, Math.max(from, Math.round(from + share * days))));
    },
  });
  band.append(hatchPattern(desk), ...areas(desk, place, from, x, top), ...axis(desk, from, width, x, { top, foot }));
  const now = x(Math.max(day, from));
  band.append(svg("line", { class: "now", x1: now, x2: now, y1: 2, y2: foot }));
  band.append(...drawMarks(desk, columns, { top, bottom, day }));
  const said = el("p", { class: "note said-of-mark" }, note);
  const buttons = drawButtons(desk, place, columns, { top, bottom, width, height: foot + AXIS, onday, said, note });
  return [el("div", { class: "bandbox" }, band, buttons), said];
}

function hatchPattern(desk) {
  const [one, other] = desk.holders.map((side) => desk.parties[side].colour);
  const size = { width: 6, height: 6 };
  return svg(
    "defs",
    {},
    svg(
      "pattern",
      { id: "hatch", ...size, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
      svg("rect", { ...size, fill: one }),
      svg("rect", { width: 3, height: 6, fill: other ?? "#fbfaf6" }),
    ),
  );
}

/** One area for each state, stacked in the order of the desk's states. */
function areas(desk, place, from, x, top) {
  const days = [];
  for (let number = from; number <= desk.length; number += 1) days.push([number, sharesOn(place, number)]);
  const total = (shares, states) => shares.slice(0, states).reduce((sum, share) => sum + share, 0);
  return desk.states.map((code, index) => {
    const edge = (states) =>
      days.map(
        ([number, shares]) =>
          `${x(number).toFixed(1)},${(top + (HEIGHT * total(shares, states)) / (total(shares) || 1)).toFixed(1)}`,
      );
    const points = [...edge(index), ...edge(index + 1).reverse()].join(" ");
    return svg("polygon", { points, fill: fillOf(desk, code), "fill-opacity": 0.82 });
  });
}

function axis(desk, from, width, x, { top, foot }) {
  return monthsAfter(desk, from, width / LABEL).flatMap(([number, label]) => {
    const at = x(number);
    return [
      svg("line", { class: "tick", x1: at, x2: at, y1: top, y2: foot }),
      at < width - LABEL / 2 && svg("text", { x: at + 3, y: foot + 14 }, label),
    ].filter(Boolean);
  });
}
