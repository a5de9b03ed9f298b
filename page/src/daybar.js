// The bar of days: a tick for each day with evidence, taller where states changed; drag, arrow keys, play.

import { dayAfter, daysBetween } from "./data.js";
import { el, svg } from "./dom.js";
import { current, listen, show } from "./state.js";
import { date, month, say } from "./words.js";

const PACE = 800; // milliseconds for a day with evidence, time enough to read what changed
const LONG = 500; // days; a longer history starts with its last year

export function drawDaybar(box, desk) {
  let from = desk.length > LONG ? desk.length - 365 : 0;
  let timer = null;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

  const here = () => daysBetween(desk.first, current().day);
  const go = (number) => show({ day: dayAfter(desk.first, Math.min(desk.length, Math.max(0, number))) });
  const later = () => desk.ticks.find(([number]) => number > here())?.[0] ?? desk.length;
  const earlier = () => desk.ticks.findLast(([number]) => number < here())?.[0] ?? 0;

  const slider = el("input", {
    type: "range",
    step: 1,
    "aria-label": say("day"),
    oninput: () => {
      stop();
      go(Number(slider.value));
    },
  });
  const scale = el("div", { class: "scale" });
  const back = el(
    "button",
    { type: "button", "aria-label": say("earlier"), title: say("earlier"), onclick: () => go(earlier()) },
    "‹",
  );
  const forth = el(
    "button",
    { type: "button", "aria-label": say("later"), title: say("later"), onclick: () => go(later()) },
    "›",
  );
  const play = el("button", { type: "button", class: "play", onclick: () => (timer ? stop() : run()) });
  const stretch = el("button", {
    type: "button",
    class: "jump stretch",
    hidden: desk.length <= LONG,
    onclick: () => {
      from = from ? 0 : desk.length - 365;
      redraw();
    },
  });

  function run() {
    if (here() === desk.length) go(from);
    timer = setInterval(() => (here() === desk.length ? stop() : go(later())), PACE);
    name();
  }

  function stop() {
    clearInterval(timer);
    timer = null;
    name();
  }

  function name() {
    play.textContent = timer ? "❚❚" : "▶";
    play.setAttribute("aria-label", say(timer ? "pause" : "play"));
    play.title = say(timer ? "pause" : "play");
  }

  function redraw() {
    slider.min = from;
    slider.max = desk.length;
    scale.replaceChildren(drawTicks(desk, from), ...drawMonths(desk, from));
    stretch.textContent = from ? say("days_all", { day: date(desk.first) }) : say("days_last");
    follow();
  }

  function follow() {
    if (here() < from) {
      from = 0;
      redraw();
      return;
    }
    slider.value = here();
    slider.setAttribute("aria-valuetext", date(current().day));
  }

  box.append(
    el("div", { class: "steps" }, back, still ? null : play, forth),
    el("div", { class: "track" }, scale, slider),
    stretch,
  );
  name();
  redraw();
  listen(follow);
}

/** Ticks in a picture that stretches with the bar: a unit is a day. */
function drawTicks(desk, from) {
  const days = Math.max(1, desk.length - from);
  const lines = desk.ticks
    .filter(([number]) => number >= from)
    .map(([number, , changes]) =>
      svg("line", {
        x1: number - from,
        x2: number - from,
        y1: 30,
        y2: changes ? 30 - Math.min(24, 13 + 4 * changes) : 23,
        class: changes ? "change" : "",
        "vector-effect": "non-scaling-stroke",
      }),
    );
  return svg("svg", { viewBox: `0 0 ${days} 30`, preserveAspectRatio: "none", "aria-hidden": true }, lines);
}

function drawMonths(desk, from) {
  const days = Math.max(1, desk.length - from);
  const every = Math.ceil(days / 31 / 12);
  const firsts = [];
  for (let number = from; number <= desk.length; number += 1) {
    const day = dayAfter(desk.first, number);
    if (day.endsWith("-01")) firsts.push([number, day]);
  }
  return firsts
    .filter((_, at) => at % every === 0)
    .map(([number, day], at) =>
      el(
        "span",
        { style: { left: `${(100 * (number - from)) / days}%` }, "aria-hidden": true },
        month(day, at === 0),
      ),
    );
}
