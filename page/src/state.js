// What is shown: day, the day it is compared with, place, layers of the map, tab, report, claim and language, kept in
// the address, so that a link leads back to it; and `from`, the number of the first day on the bar of days and the bands.

import { readLayers } from "./switches.js";

// What is looked for, and what narrows it.
export const FILTERS = ["event", "by", "side", "stance", "voice", "at", "after", "before"];
// These belong to one tab each, and stand in the address only while that is shown.
const OF_TAB = { search: ["q", ...FILTERS], sources: ["source", "sort"], brief: ["period"] };
const KEYS = [
  ...["day", "since", "place", "layers", "tab", "report", "claim", "lang"],
  ...Object.values(OF_TAB).flat(),
];
const listeners = [];
let shown = {};
let written = "";
let timer = null;
let told = null;
let ready = () => null;
let entered = "place"; // the tab that was shown before one searched

export function current() {
  return shown;
}

export function listen(listener) {
  listeners.push(listener);
}

/** Shows something else; `past` says whether the browser's back button should return to what was shown. */
export function show(change, past = !("day" in change)) {
  tell(shown);
  if (past && change.tab === "search" && shown.tab !== "search") entered = shown.tab;
  shown = { ...shown, ...change };
  clearTimeout(timer);
  if (past) write(past);
  else timer = setTimeout(write, 200, past); // a slider moves faster than an address may change
}

/** Tells the listeners once a frame, however often a slider moves, when what they need is here. */
function tell(before) {
  if (told) return;
  told = requestAnimationFrame(async () => {
    try {
      for (let asked = null; asked !== shown; ) {
        asked = shown;
        await ready(asked);
      }
    } finally {
      told = null; // what cannot be had is told of by those who ask for it
      for (const listener of listeners) listener(shown, before);
    }
  });
}

export function showPlace(place) {
  show({ place, tab: "place", report: null, claim: null });
}

export function showReport(report, claim) {
  show({ report, claim });
}

/** Whether nothing changed but what the panel shows. */
export function onlyPanel(now, before) {
  const panel = ["tab", "report", "claim", ...Object.values(OF_TAB).flat()];
  return Object.keys(now).every((key) => panel.includes(key) || now[key] === before[key]);
}

/** Whether the slider of days moved, and nothing else. */
export function onlyDay(now, before) {
  return Object.keys(now).every((key) => key === "day" || now[key] === before[key]);
}

/** From what was found to where one was before. */
export function leaveSearch() {
  show({ tab: entered, q: null, report: null, claim: null });
}

/** One step out: from a report to what led to it, from a source to all, from a search to what was before, from a place
 * to all places, from a comparison to one day. */
export function goBack() {
  if (shown.report !== null) show({ report: null, claim: null });
  else if (shown.tab === "search") leaveSearch();
  else if (shown.tab === "sources" && shown.source !== null) show({ source: null });
  else if (shown.place !== null && shown.tab === "place") show({ place: null });
  else if (shown.since !== null) show({ since: null });
}

function write(past) {
  const foreign = Object.keys(OF_TAB).flatMap((tab) => (tab === shown.tab ? [] : OF_TAB[tab]));
  const parts = KEYS.filter(
    (key) => shown[key] !== null && shown[key] !== undefined && !foreign.includes(key),
  );
  const address = "#" + parts.map((key) => `${key}=${encodeURIComponent(shown[key])}`).join("&");
  // Where the address is no longer what was written, the reader has gone elsewhere in the meantime.
  if (location.hash !== written || address === written) return;
  written = address;
  if (past) location.hash = written;
  else location.replace(written);
}

function isDay(desk, text) {
  return /^\d{4}-\d\d-\d\d$/.test(text ?? "") && text >= desk.first && text <= desk.last && !isNaN(new Date(text));
}

/** Reads the address over `defaults`; what the desk does not have is left out. `prepare` loads what is needed to show it,
 * and gives null where all of that is here. */
export function start(desk, defaults, prepare) {
  ready = prepare;
  const read = () => {
    const address = new URLSearchParams(location.hash.slice(1));
    const found = Object.fromEntries(KEYS.map((key) => [key, address.get(key)]));
    if (!isDay(desk, found.day)) found.day = shown.day ?? defaults.day;
    if (!isDay(desk, found.since)) found.since = null;
    found.layers = readLayers(found.layers);
    if (!desk.byId.has(found.place)) found.place = null;
    for (const key of ["report", "source", "voice"]) if (!/^\d+$/.test(found[key] ?? "")) found[key] = null;
    for (const key of ["after", "before"]) if (!/^\d{4}-\d\d-\d\d$/.test(found[key] ?? "")) found[key] = null;
    found.tab ??= defaults.tab;
    written = location.hash;
    return found;
  };
  shown = { from: defaults.from, ...read() };
  window.addEventListener("hashchange", () => {
    if (location.hash !== written) show(read(), false);
  });
}
