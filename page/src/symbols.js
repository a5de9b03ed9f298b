// What happened, by family, as small plain symbols beside the places: those of the day, and paler those of the days
// before it. Where places crowd their symbols gather into one with a count. No symbol is one of arms or units.

import { dayAfter } from "./data.js";
import { FAMILIES, PICTURE } from "./glyphs.js";
import { isCurrent } from "./spots.js";
import { capital, digits, eventName, list } from "./words.js";

const LINGER = 7; // days that a symbol stays, growing paler
const WIDEST = 7; // days that an event of the chunk may take, as in publish/site/symbols.py
const PALEST = 0.4; // still told from paper
const CROWDED = 22; // pixels between places whose symbols gather: about the width of one

/** The events that the map shows on a day: a feature for each place with any, and for each relative place of the day. */
export function symbolFeatures(desk, { types, rows }, number) {
  const there = new Map();
  for (const [day, took, type, ...places] of recent(rows, number)) {
    const fresh = freshness(number - (day + took));
    if (!fresh) continue;
    for (const at of places) {
      const found = there.get(at) ?? there.set(at, { fresh: 0, told: [] }).get(at);
      found.fresh = Math.max(found.fresh, fresh);
      found.told.push(types[type]);
    }
  }
  const here = [...there].map(([at, found]) => {
    const { id, name, lon, lat } = desk.places[at];
    return feature(desk, [lon, lat], found, { id, name });
  });
  const day = dayAfter(desk.first, number);
  const near = desk.spots.filter((spot) => spot.km !== null && isCurrent(spot, day));
  const rings = near.map((spot) => {
    const { id } = desk.places[spot.places[0]];
    return feature(desk, spot.line[0], { fresh: 1, told: [spot.event] }, { id, name: capital(spot.where), within: true });
  });
  return [...here, ...rings];
}

/** Rows that can still be on the map: they are in order of the day they begin on. */
function recent(rows, number) {
  const first = number - LINGER - WIDEST;
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle][0] < first) low = middle + 1;
    else high = middle;
  }
  const end = rows.findIndex(([day], at) => at >= low && day > number);
  return rows.slice(low, end < 0 ? rows.length : end);
}

/** How strongly an event is drawn so many days after its end; not at all once it is too long ago. */
function freshness(age) {
  if (age > LINGER) return 0;
  return 1 - ((1 - PALEST) * Math.max(0, age)) / LINGER;
}

function feature(desk, coordinates, { fresh, told }, properties) {
  const counts = Object.fromEntries(FAMILIES.map((family) => [family, 0]));
  for (const event of told) counts[desk.events[event].family] += 1;
  return {
    type: "Feature",
    geometry: { type: "Point", coordinates },
    properties: { ...properties, ...counts, fresh, told: tell(told) },
  };
}

/** "Drone strike, captured (2)": what the pointer is told. */
function tell(told) {
  const counts = new Map();
  for (const event of told) counts.set(event, (counts.get(event) ?? 0) + 1);
  const parts = [...counts].map(([event, n]) =>
    n > 1 ? `${eventName(event)} (${digits(n)})` : eventName(event),
  );
  return list(parts);
}

/** The source that gathers the symbols of crowded places. */
export const symbolSource = {
  type: "geojson",
  data: { type: "FeatureCollection", features: [] },
  cluster: true,
  clusterRadius: CROWDED,
  clusterMaxZoom: 11,
  clusterProperties: {
    ...Object.fromEntries(FAMILIES.map((family) => [family, ["+", ["get", family]]])),
    fresh: ["max", ["get", "fresh"]],
  },
};

/** Beside the mark of a place, and in the middle of a ring. */
export function symbolLayer() {
  const letter = (family, at) => ["case", [">", ["get", family], 0], String(at), ""];
  const total = ["+", ...FAMILIES.map((family) => ["get", family])];
  return {
    id: "events",
    type: "symbol",
    source: "events",
    layout: {
      "icon-image": ["concat", PICTURE, ...FAMILIES.map(letter), " ", ["to-string", total]],
      "icon-allow-overlap": true,
      "icon-padding": 0,
      "icon-anchor": ["case", ["has", "within"], "center", "bottom-left"],
      "icon-offset": ["case", ["has", "within"], ["literal", [0, 0]], ["literal", [2, -9]]],
      "symbol-sort-key": total,
    },
    paint: { "icon-opacity": ["get", "fresh"] },
  };
}
