// The names on the map: of countries or regions, rivers and places. No font and no glyph is fetched, since without
// a `glyphs` address MapLibre draws the letters from the fonts that are there.

import { WORLD, cellNumber, comeIn } from "./crowd.js";
import { isA, isShape } from "./filters.js";
import { RADII, radius } from "./marks.js";

const SANS = ["Segoe UI", "Roboto", "Helvetica Neue", "Liberation Sans", "Arial", "sans-serif"];
const BOLD = ["Bold", ...SANS]; // MapLibre takes the weight from the names, the letters from those that there are
const SERIF = ["Georgia Italic", "Liberation Serif Italic", "serif"];
export const CLOSE = 8; // from this zoom on names keep off the marks; further out they lie over them
const AHEAD = 1e9; // more than any rank
const LARGE = 9; // pixels, the radius of the mark of a large place
const MANY = 400; // places, all of whose names may look for room at once
const [FAR, NEAR] = [3, 13]; // zooms between which their names come in
const CELL = [60, 24]; // pixels, somewhat less than a short name takes
// How far off a mark its name may stand aslant, in times of the least.
const [BESIDE, FURTHER, FURTHEST] = [[], [1, 1.25, 1.6], [1, 1.25, 1.6, 2.1]];
const COUNTRIES = 5.2; // below this zoom countries are named, above it regions

const halo = { "text-halo-color": "#fbfaf6", "text-halo-width": 1.6 };

function regionNames(kind) {
  return {
    id: `${kind}-names`,
    type: "symbol",
    source: "base",
    filter: ["all", isA(kind), isShape("Point")],
    layout: {
      "text-field": ["get", "name"],
      "text-font": SANS,
      "text-size": 11,
      "text-transform": "uppercase",
      "text-letter-spacing": 0.14,
      "text-max-width": 8,
    },
    paint: { ...halo, "text-color": "#77746a" },
  };
}

/** The points that places are named at, the largest first, each `from` the zoom at which it is no longer crowded out. */
export function namePlaces(points) {
  const named = points
    .map((place) => ({
      type: "Feature",
      geometry: { type: "Point", coordinates: [place.lon, place.lat] },
      properties: {
        id: place.id,
        name: place.name,
        radius: radius(place),
        rank: -(radius(place) * 1000 + place.evidence), // the largest choose where to stand first
        from: 0,
        followed: Boolean(place.control),
      },
    }))
    .sort((a, b) => a.properties.rank - b.properties.rank);
  if (named.length > MANY) spreadOut(named);
  return named;
}

/** Puts off each name, the larger before the others, to the zoom from which no larger one is in its cell of the map. To find
 * room for a name takes longer the more names look for it: of ten thousand places nine in ten would look in vain. */
function spreadOut(named) {
  const zooms = Array.from({ length: NEAR - FAR + 1 }, (_, at) => FAR + at);
  const from = comeIn(named, zooms, ({ geometry: { coordinates: [lon, lat] } }, zoom) => {
    const pixels = (WORLD * 2 ** zoom) / 360; // to a degree of longitude
    const squeezed = Math.cos((lat * Math.PI) / 180);
    return cellNumber((lon * pixels) / CELL[0], (lat * pixels) / squeezed / CELL[1]);
  });
  for (const name of named) name.properties.from = from.get(name) ?? NEAR;
}

/** What `make` says of the radius of a place's mark. */
function bySize(make) {
  const [smallest, ...others] = [...RADII].reverse();
  return ["match", ["get", "radius"], ...others.flatMap((radius) => [radius, make(radius)]), make(smallest)];
}

/** Which names look for room: those whose zoom has come, but that of the place `named` in any case. */
export function nameFilter(named) {
  return ["all", ["<=", ["get", "from"], ["zoom"]], ["!=", ["get", "id"], named]];
}

/** Which names choose before all others, and may stand further off: those of the places of these ids. */
export function preferNames(ids) {
  const { layout } = placeNames();
  const [rank, around] = [layout["symbol-sort-key"], layout["text-variable-anchor-offset"]];
  if (!ids.length) return { rank, around };
  const preferred = (one, other) => ["case", ["in", ["get", "id"], ["literal", ids]], one, other];
  return {
    rank: preferred(["-", rank, AHEAD], rank),
    around: preferred(bySize((radius) => ["literal", spotsAround(radius, FURTHER)]), around),
  };
}

export function placeNames() {
  return {
    id: "place-names",
    type: "symbol",
    source: "names",
    filter: nameFilter(""),
    layout: {
      "text-field": ["get", "name"],
      "text-font": SANS,
      "text-size": bySize(letters),
      "text-variable-anchor-offset": bySize((radius) => ["literal", spotsAround(radius)]),
      "text-justify": "auto",
      "symbol-sort-key": ["get", "rank"],
      "text-padding": 1,
    },
    paint: { ...halo, "text-color": ["case", ["get", "followed"], "#1f2328", "#5b616a"] },
  };
}

/** The name of the place that is chosen, or that most is told of (see named.js). */
export function chosenName(id, overlap) {
  const { layout, ...layer } = placeNames();
  return {
    ...layer,
    id,
    filter: ["==", ["get", "id"], ""],
    layout: {
      ...layout,
      "text-font": BOLD,
      "text-variable-anchor-offset": bySize((radius) => ["literal", spotsAround(radius, FURTHEST)]),
      "text-overlap": overlap,
    },
    paint: { ...halo, "text-halo-width": 2, "text-color": "#1f2328" },
  };
}

const letters = (radius) => (radius >= LARGE ? 15 : 13);

/** Where a name may stand around a mark, the best first, in ems. Only that of a large place, in larger letters,
 * may stand aslant or further off: a small name there would seem to be its neighbour's. */
function spotsAround(radius, distances = radius >= LARGE ? FURTHER : BESIDE) {
  const gap = (radius + 8) / letters(radius);
  const beside = (far, along = 0, aside = 0) => [
    ["left", far, along],
    ["right", -far, along],
    ["bottom", aside, -far],
    ["top", aside, far],
  ];
  const around = (far) => [
    ...beside(far),
    ...[0.5, -0.5, 1, -1].flatMap((turn) => beside(far, turn, 1.6 * turn)),
  ];
  const spots = distances.length ? distances.flatMap((times) => around(times * gap)) : beside(gap);
  return spots.flatMap(([side, x, y]) => [side, [x, y]]);
}

export function nameLayers() {
  return [
    { ...regionNames("country"), maxzoom: COUNTRIES },
    { ...regionNames("region"), minzoom: COUNTRIES, maxzoom: 11 },
    {
      id: "river-names",
      type: "symbol",
      source: "base",
      filter: isA("river"),
      minzoom: 7,
      layout: {
        "text-field": ["get", "name"],
        "text-font": SERIF,
        "text-size": 12,
        "symbol-placement": "line",
        "text-letter-spacing": 0.08,
        "symbol-spacing": 360,
      },
      paint: { ...halo, "text-color": "#577389" },
    },
    {
      id: "road-names",
      type: "symbol",
      source: "base",
      filter: isA("road"),
      minzoom: 9,
      layout: {
        "text-field": ["get", "name"],
        "text-font": SANS,
        "text-size": 11,
        "symbol-placement": "line",
        "symbol-spacing": 420,
      },
      paint: { ...halo, "text-color": "#7d7459" },
    },
    { ...placeNames(), minzoom: CLOSE },
    chosenName("chosen-name", "never"),
  ];
}

/** A point for the name of a region or country: the middle of its largest ring. */
export function nameRegion({ geometry, properties }) {
  if (!properties.name || !geometry) return [];
  const rings =
    geometry.type === "Polygon"
      ? [geometry.coordinates[0]]
      : geometry.type === "MultiPolygon"
        ? geometry.coordinates.map((polygon) => polygon[0])
        : [];
  if (!rings.length) return [];
  const [, coordinates] = rings.map(middle).sort((a, b) => b[0] - a[0])[0];
  return [{ type: "Feature", geometry: { type: "Point", coordinates }, properties }];
}

/** Area and centroid of a ring (shoelace formula), in square degrees and degrees. */
function middle(ring) {
  let area = 0,
    x = 0,
    y = 0;
  for (let at = 0; at + 1 < ring.length; at += 1) {
    const [[x0, y0], [x1, y1]] = [ring[at], ring[at + 1]];
    const cross = x0 * y1 - x1 * y0;
    area += cross;
    x += (x0 + x1) * cross;
    y += (y0 + y1) * cross;
  }
  return [Math.abs(area), area ? [x / (3 * area), y / (3 * area)] : ring[0]];
}
