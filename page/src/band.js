// The band of probabilities over time, with the evidence as marks: above for a state, below against it.

import { monthsAfter } from "./axis.js";
import { dayAfter, daysBetween, sharesOn } from "./data.js";
import { svg } from "./dom.js";
import { date, say, state } from "./words.js";

const TOP = 34;
const HEIGHT = 74;
const FOOT = 24;
const AXIS = 20;
const EDGE = 6;
const LABEL = 60; // as wide as "Jan 2025" and some air

/** The band of `place` from day `since` on, `width` pixels wide; `onday` gets the day that was clicked. */
export function drawBand(desk, place, evidence, { day, since, leading, width, onday }) {
  const from = Math.max(place.control.from, since);
  const days = Math.max(1, desk.length - from);
  const x = (number) => EDGE + ((number - from) / days) * (width - 2 * EDGE);
  const bottom = TOP + HEIGHT;
  const label = say("band_label", {
    place: place.name,
    first: date(dayAfter(desk.first, from)),
    last: date(desk.last),
  });
  const band = svg("svg", {
    class: "band",
    viewBox: `0 0 ${width} ${bottom + FOOT + AXIS}`,
    role: "img",
    "aria-label": label,
    onclick: (event) => {
      const box = band.getBoundingClientRect();
      const share = (event.clientX - box.left - EDGE) / (box.width - 2 * EDGE);
      onday(Math.min(desk.length, Math.max(from, Math.round(from + share * days))));
    },
  });
  band.append(hatchPattern(desk), ...areas(desk, place, from, x), ...axis(desk, from, width, x, bottom));
  band.append(...marks(desk, evidence, { from, leading, x, bottom }));
  const now = x(Math.max(day, from));
  band.append(svg("line", { class: "now", x1: now, x2: now, y1: 4, y2: bottom + FOOT }));
  return band;
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

export function fillOf(desk, code) {
  return desk.parties[code]?.colour ?? "url(#hatch)";
}

/** One area for each state, stacked in the order of the desk's states. */
function areas(desk, place, from, x) {
  const days = [];
  for (let number = from; number <= desk.length; number += 1) days.push([number, sharesOn(place, number)]);
  const total = (shares, states) => shares.slice(0, states).reduce((sum, share) => sum + share, 0);
  return desk.states.map((code, index) => {
    const edge = (states) =>
      days.map(
        ([number, shares]) =>
          `${x(number).toFixed(1)},${(TOP + (HEIGHT * total(shares, states)) / (total(shares) || 1)).toFixed(1)}`,
      );
    const points = [...edge(index), ...edge(index + 1).reverse()].join(" ");
    return svg("polygon", { points, fill: fillOf(desk, code), "fill-opacity": 0.82 });
  });
}

function axis(desk, from, width, x, bottom) {
  return monthsAfter(desk, from, width / LABEL).flatMap(([number, label]) => {
    const at = x(number);
    return [
      svg("line", { class: "tick", x1: at, x2: at, y1: TOP, y2: bottom + FOOT }),
      at < width - LABEL / 2 && svg("text", { x: at + 3, y: bottom + FOOT + 14 }, label),
    ].filter(Boolean);
  });
}

function marks(desk, evidence, { from, leading, x, bottom }) {
  const rows = new Map();
  return evidence.flatMap((one) => {
    const number = daysBetween(desk.first, one.on);
    if (number < from || number > desk.length) return [];
    const against = one.says.startsWith("not:");
    const code = one.says.replace("not:", "");
    const above = against !== (code === leading); // what rules out another state speaks for this one
    const key = `${number} ${above}`;
    const row = Math.min(2, rows.get(key) ?? 0);
    rows.set(key, row + 1);
    const size = Math.min(5.5, 2.5 + Math.max(0, one.weight));
    const y = above ? TOP - 9 - row * 9 : bottom + 9 + row * 9;
    const colour = fillOf(desk, code);
    const title = svg(
      "title",
      {},
      `${date(one.on)}: ${one.origin}, ${say("says", { state: state(one.says) })}`,
    );
    return [
      svg(
        "circle",
        {
          cx: x(number),
          cy: y,
          r: size,
          stroke: colour,
          "stroke-width": 1.75,
          fill: against ? "#fbfaf6" : colour,
        },
        title,
      ),
    ];
  });
}
