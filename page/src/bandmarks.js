// The marks on the band: one for each piece of evidence, those of days that lie close together in one column, above the
// band where they speak for the likeliest state, below it where they speak against. A column is a button: what it stands
// for is said under the band.

import { daysBetween } from "./data.js";
import { el, svg } from "./dom.js";
import { date, say, state } from "./words.js";

const WIDE = 11; // pixels of a column: the widest mark
const STEP = 10; // from one mark of a column to the next
const ROWS = 3; // of a column so many are drawn; the others are counted
const COUNT = 12; // pixels of that number
const SAID = 4; // so many are said in words; the others are counted

/** The colour of a side, the hatch of contested ground. */
export function fillOf(desk, code) {
  return desk.parties[code]?.colour ?? "url(#hatch)";
}

/** Columns of marks in order of time: `at` (pixels), `above` or not, and the `evidence`, strongest first. */
export function gather(desk, evidence, { from, leading, x }) {
  const told = evidence
    .map((one) => ({ ...one, number: daysBetween(desk.first, one.on) }))
    .filter(({ number }) => number >= from && number <= desk.length)
    .sort((a, b) => a.number - b.number);
  const columns = [];
  for (const one of told) {
    const above = speaksFor(one.says, leading);
    const last = columns.findLast((column) => column.above === above);
    const at = x(one.number);
    if (last && at - last.at < WIDE) {
      last.evidence.push(one);
      last.at += (at - last.at) / last.evidence.length;
    } else columns.push({ above, at, evidence: [one] });
  }
  for (const column of columns) column.evidence.sort((a, b) => b.weight - a.weight);
  return columns;
}

/** Whether it speaks for the likeliest state: what rules out another one does. */
function speaksFor(says, leading) {
  return says.startsWith("not:") !== (says.replace("not:", "") === leading);
}

/** How many pixels the columns above the band, or below it, need. */
export function spaceFor(columns, above) {
  const counts = columns.filter((one) => one.above === above).map((one) => one.evidence.length);
  const most = Math.max(1, ...counts);
  return Math.min(ROWS, most) * STEP + 5 + (most > ROWS ? COUNT : 0);
}

export function drawMarks(desk, columns, { top, bottom, day }) {
  return columns.flatMap((column) => {
    const y = (row) => (column.above ? top - 8 - row * STEP : bottom + 8 + row * STEP);
    const drawn = column.evidence.slice(0, ROWS).map((one, row) => drawMark(desk, one, column.at, y(row), day));
    const more = column.evidence.length - ROWS;
    if (more > 0) {
      const line = y(ROWS) + (column.above ? 3 : 5);
      drawn.push(svg("text", { x: column.at + WIDE / 2, y: line, "text-anchor": "end" }, `+${more}`));
    }
    return drawn;
  });
}

/** Full where it says who holds the place, hollow where it says who does not, dashed where it does not count. */
function drawMark(desk, one, cx, cy, day) {
  const colour = fillOf(desk, one.says.replace("not:", ""));
  const hollow = one.says.startsWith("not:") || one.weight <= 0;
  return svg("circle", {
    cx,
    cy,
    r: Math.min(4.5, 2.5 + Math.max(0, one.weight)),
    stroke: colour,
    "stroke-width": 1.75,
    "stroke-dasharray": one.weight <= 0 ? "2 1.5" : null,
    fill: hollow ? "#fbfaf6" : colour,
    opacity: one.number > day ? 0.4 : null, // it speaks of a later day than the one that is shown
  });
}

// The place and day of the button that led to another day: it has the focus again when the panel is drawn anew.
let left = null;

/** A button over each column; arrow keys go from one to the next, so that they are one stop for the tab key. */
export function drawButtons(desk, place, columns, { top, bottom, width, height, onday, said, note }) {
  const share = (part, whole) => `${(100 * part) / whole}%`; // the band grows and shrinks with the panel
  const buttons = columns.map((column, at) => {
    const words = sayColumn(column);
    const number = column.evidence[0].number;
    const show = () => said.replaceChildren(words);
    const button = el("button", {
      type: "button",
      tabindex: -1,
      "aria-label": words,
      style: {
        left: share(column.at - WIDE / 2, width),
        width: share(WIDE, width),
        top: share(column.above ? 0 : bottom + 1, height),
        height: share(column.above ? top - 1 : spaceFor(columns, false), height),
      },
      onclick: () => {
        left = { place: place.id, at };
        onday(number);
      },
      onfocus: show,
      onmouseenter: show,
      onmouseleave: () => said.replaceChildren(note),
      onblur: () => said.replaceChildren(note),
      onkeydown: (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        const next = buttons[at + (step ?? 0)];
        if (!step || !next) return;
        event.preventDefault();
        buttons.forEach((one) => (one.tabIndex = one === next ? 0 : -1));
        next.focus();
      },
    });
    return button;
  });
  const again = left?.place === place.id ? buttons[left.at] : null;
  left = null;
  const first = again ?? buttons.at(-1);
  if (first) first.tabIndex = 0;
  if (again) requestAnimationFrame(() => again.focus({ preventScroll: true }));
  return el("div", { class: "marks", role: "toolbar", "aria-label": say("band_marks") }, buttons);
}

function sayColumn({ evidence }) {
  const lines = evidence.slice(0, SAID).map((one) => {
    const mark = say("band_mark", { day: date(one.on), origin: one.origin, state: state(one.says) });
    return one.weight > 0 ? mark : say("band_void", { mark });
  });
  if (evidence.length > SAID) lines.push(say("band_more", { n: evidence.length - SAID }));
  return `${lines.join("; ")}.`;
}
