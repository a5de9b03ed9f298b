// The panel when no place is chosen: what changed lately, and all places as a list.

import { areaLines, statedLines } from "./areas.js";
import { compareDays, listTurns } from "./changes.js";
import { byName, dayAfter, daysBetween } from "./data.js";
import { readPlace } from "./days.js";
import { el, jump, pages } from "./dom.js";
import { drawDownloads } from "./download.js";
import { look, sign } from "./marks.js";
import { showPlace } from "./state.js";
import { capital, date, say, shortState, state } from "./words.js";

const LATELY = 30; // days

export function drawOverview(desk, { day, since }, stated) {
  if (!desk.places.length) return [el("h2", {}, desk.name), el("p", { class: "lead" }, say("empty"))];
  const number = daysBetween(desk.first, day);
  const read = desk.places
    .map((place) => [place, readPlace(desk, place, number)])
    .sort(([a], [b]) => byName(a, b));
  const known = read.filter(([, reading]) => reading);
  const others = read.filter(([, reading]) => !reading);
  const listed = (places) =>
    pages(
      el("ul", { class: "places" }),
      places,
      ([place, reading]) => placeLine(desk, place, reading),
      say("more"),
    );
  return [
    el("h2", {}, date(day)),
    el("p", { class: "lead" }, capital(say("overview", { n: known.length })), "."),
    ...areaLines(desk, number),
    ...statedLines(stated, day),
    ...drawChanges(desk, day, since),
    el("h3", {}, say("tabs.place")),
    ...listed(known),
    ...(known.length ? [el("p", { class: "note files" }, drawDownloads(desk, day))] : []),
    ...(others.length ? [el("h3", {}, say("others")), ...listed(others)] : []),
  ];
}

/** What changed since the day that is compared with, whichever of the two is earlier; without one, lately. */
function drawChanges(desk, day, since) {
  const number = daysBetween(desk.first, day);
  const other = since ? daysBetween(desk.first, since) : number - LATELY;
  const changed = since
    ? compareDays(desk, Math.min(number, other), Math.max(number, other))
    : listTurns(desk, other, number);
  const key = !since ? "changes" : since > day ? "changes_until" : "changes_since";
  const line = ({ place, on, before, after }) =>
    el(
      "li",
      {},
      jump(place.name, () => showPlace(place.id)),
      " ",
      say("change_line", {
        before: state(before),
        after: state(after),
        day: date(dayAfter(desk.first, on), day),
      }),
    );
  return [
    el("h3", {}, say(key, { day: since && date(since, day) })),
    ...(changed.length
      ? pages(el("ul", { class: "plain changes" }), changed, line, say("more"))
      : [el("p", { class: "note" }, say(since ? "changes_since_none" : "changes_none"))]),
  ];
}

function placeLine(desk, place, reading) {
  return el(
    "li",
    {},
    el("span", { class: "sign" }, sign(look(desk, reading, 6))),
    jump(place.name, () => showPlace(place.id)),
    reading ? el("span", { class: "aside" }, shortState(reading)) : null,
  );
}
