// The bar of days: a tick for each day with evidence, taller where states changed; drag, arrow keys, play.

import { monthsAfter } from "./axis.js";
import { dayAfter, daysBetween } from "./data.js";
import { el, svg } from "./dom.js";
import { current, listen, show } from "./state.js";
import { date, say } from "./words.js";

const PACE = 800; // milliseconds for a day with evidence, time enough to read what changed
const LABEL = 64; // pixels that the name of a month takes

export function drawDaybar(box, desk) {
  let drawn = null; // the first day on the bar, as it was drawn last
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
    hidden: !desk.recent,
    onclick: () => {
      const from = current().from ? 0 : desk.recent;
      show({ from, day: dayAfter(desk.first, Math.max(from, here())) }, false);
    },
  });

  function run() {
    if (here() === desk.length) go(current().from);
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
    drawn = current().from;
    slider.min = drawn;
    slider.max = desk.length;
    scale.replaceChildren(drawTicks(desk, drawn), ...drawMonths(desk, drawn, scale.clientWidth / LABEL));
    stretch.textContent = drawn ? say("days_all", { day: date(desk.first) }) : say("days_last");
  }

  function follow() {
    if (here() < current().from) {
      show({ from: 0 }, false);
      return;
    }
    if (current().from !== drawn) redraw();
    slider.value = here();
    slider.setAttribute("aria-valuetext", date(current().day));
  }

  box.append(
    el("div", { class: "steps" }, back, still ? null : play, forth),
    el("div", { class: "track" }, scale, slider),
    stretch,
  );
  name();
  listen(follow);
  follow();
  new ResizeObserver(redraw).observe(scale);
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

function drawMonths(desk, from, most) {
  const days = Math.max(1, desk.length - from);
  return monthsAfter(desk, from, most)
    .map(([number, label]) => [(100 * (number - from)) / days, label])
    .filter(([left]) => left < 100 - 50 / most) // a name at the end would run over it
    .map(([left, label]) => el("span", { style: { left: `${left}%` }, "aria-hidden": true }, label));
}
