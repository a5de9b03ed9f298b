// The bar of days: a tick for each day with evidence, taller where states changed; drag, keys, play, and a day to compare with.

import { monthsAfter } from "./axis.js";
import { dayAfter, daysBetween } from "./data.js";
import { el, svg } from "./dom.js";
import { current, listen, show } from "./state.js";
import { date, say } from "./words.js";

const PACE = 800; // milliseconds for a day with evidence, twice that for one on which a state changed: time to read it
const LABEL = 64; // pixels that the name of a month takes
const WEEK = 7;
const MONTH = 30; // days

export function drawDaybar(box, desk) {
  let drawn = null; // the first day on the bar, as it was drawn last
  let timer = null;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

  const here = () => daysBetween(desk.first, current().day);
  const go = (number) => show({ day: dayAfter(desk.first, Math.min(desk.length, Math.max(0, number))) });
  const changed = desk.ticks.filter(([, , changes]) => changes > 0);
  const next = (ticks) => ticks.find(([number]) => number > here())?.[0];
  const last = (ticks) => ticks.findLast(([number]) => number < here())?.[0];
  const later = () => next(desk.ticks) ?? desk.length;
  const earlier = () => last(desk.ticks) ?? 0;

  const slider = el("input", {
    type: "range",
    step: 1,
    "aria-label": say("day"),
    oninput: () => {
      stop();
      go(Number(slider.value));
    },
    onkeydown: (event) => {
      const far = event.shiftKey ? MONTH : WEEK;
      const step = { PageUp: far, PageDown: -far }[event.key];
      if (!step) return;
      event.preventDefault();
      stop();
      go(here() + step);
    },
  });
  const scale = el("div", { class: "scale" });
  const step = (key, text, onclick, keys) =>
    el(
      "button",
      { type: "button", "aria-label": say(key), "aria-keyshortcuts": keys, title: keyed(key, keys), onclick },
      text,
    );
  const toChange = (find) => () => {
    const number = find(changed);
    stop();
    if (number !== undefined) go(number);
  };
  const [backChange, forthChange] = [toChange(last), toChange(next)];
  const play = el("button", { type: "button", class: "play", onclick: () => (timer ? stop() : run()) });
  const compare = el("button", {
    type: "button",
    class: "jump compare",
    onclick: () => {
      show({ since: other() });
      slider.focus(); // the next keys move the day that is compared
    },
  });
  const against = el("input", {
    type: "date",
    class: "against",
    min: desk.first,
    max: desk.last,
    "aria-label": say("compare_with"),
    title: say("compare_with"),
    onchange: () => against.value && against.validity.valid && show({ since: against.value }),
  });
  const stretch = el("button", {
    type: "button",
    class: "jump stretch",
    hidden: !desk.recent,
    onclick: () => {
      const from = current().from ? 0 : desk.recent;
      show({ from, day: dayAfter(desk.first, Math.max(from, here())) }, false);
    },
  });

  /** The day to compare with from now on: the one that is shown, none where there was one. */
  function other() {
    return current().since ? null : current().day;
  }

  function run() {
    if (here() === desk.length) go(current().from);
    const turn = () => {
      if (here() === desk.length) return stop();
      const day = later();
      go(day);
      const slow = changed.some(([number]) => number === day);
      timer = setTimeout(turn, slow ? 2 * PACE : PACE);
    };
    timer = setTimeout(turn, PACE);
    name();
  }

  function stop() {
    clearTimeout(timer);
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
    scale.replaceChildren(
      drawTicks(desk, drawn),
      ...drawMonths(desk, drawn, scale.clientWidth / LABEL),
      ...drawSince(desk, drawn, current()),
    );
    stretch.textContent = say(drawn ? "days_all" : "days_last");
    stretch.title = say("days_since", { day: date(drawn ? desk.first : dayAfter(desk.first, desk.recent)) });
  }

  function follow() {
    const { from, day, since } = current();
    const first = since && since < day ? daysBetween(desk.first, since) : here();
    if (first < from) {
      show({ from: 0 }, false);
      return;
    }
    if (from !== drawn) redraw();
    else {
      for (const mark of scale.querySelectorAll(".since")) mark.remove();
      scale.append(...drawSince(desk, from, current()));
    }
    slider.value = here();
    slider.setAttribute("aria-valuetext", date(day));
    compare.textContent = since ? say("compared", { day: date(since, day) }) : say("compare");
    compare.title = keyed(since ? "compare_end" : "compare_help", "c");
    against.hidden = !since;
    if (since && document.activeElement !== against) against.value = since;
  }

  const shortcuts = { "[": backChange, "]": forthChange, c: () => compare.click() };
  addEventListener("keydown", (event) => {
    const typing = event.target.matches?.("input:not([type=range], [type=checkbox]), textarea, select");
    if (!typing && !event.ctrlKey && !event.metaKey && !event.altKey) shortcuts[event.key]?.();
  });
  box.append(
    el(
      "div",
      { class: "steps" },
      changed.length > 0 && step("earlier_change", "«", backChange, "["),
      step("earlier", "‹", () => (stop(), go(earlier()))),
      still ? null : play,
      step("later", "›", () => (stop(), go(later()))),
      changed.length > 0 && step("later_change", "»", forthChange, "]"),
    ),
    el("div", { class: "track" }, scale, slider),
    el("div", { class: "asides" }, compare, against, stretch),
  );
  name();
  listen(follow);
  follow();
  new ResizeObserver(redraw).observe(scale);
}

/** A title that names the key that does the same. */
function keyed(key, keys) {
  return keys ? say("keyed", { what: say(key), key: keys }) : say(key);
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
        y2: changes ? 30 - Math.min(28, 15 + 4 * changes) : 24,
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
    .map(([left, label]) => el("span", { class: "month", style: { left: `${left}%` }, "aria-hidden": true }, label));
}

/** The stretch between the day that is compared with and the one that is shown, with a post on the former. */
function drawSince(desk, from, { since, day }) {
  if (!since) return [];
  const days = Math.max(1, desk.length - from);
  const share = (one) => (100 * Math.max(0, daysBetween(desk.first, one) - from)) / days;
  const [left, right] = [since, day].map(share).sort((a, b) => a - b);
  const way = since > day ? "since until" : "since";
  return [el("div", { class: way, style: { left: `${left}%`, width: `${right - left}%` }, "aria-hidden": true })];
}
