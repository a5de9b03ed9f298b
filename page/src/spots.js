// Relative places ("8 km east of X") as they are told: a soft ring as wide as the doubt, or a line.

import { dayAfter } from "./data.js";
import { isShape } from "./filters.js";
import { eventName } from "./words.js";

const RECENT = 30; // days that a chosen place's relative places stay on the map
const DEGREE = 111.2; // km
const CORNERS = 48;

/** Whether what is told of a relative place is dated to the day. */
export function isCurrent({ start, end }, day) {
  return start <= day && end >= day;
}

/** The shapes of a day: what is dated to it, and what was told of the chosen place in the days before it. */
export function spotFeatures(desk, number, chosen) {
  const day = dayAfter(desk.first, number);
  const since = dayAfter(desk.first, number - RECENT);
  return desk.spots
    .map((spot) => [spot, chosen !== null && spot.places.some((at) => desk.places[at].id === chosen)])
    .filter(([spot, own]) => isCurrent(spot, day) || (own && spot.start <= day && spot.end >= since))
    .sort(([a], [b]) => (b.km ?? 0) - (a.km ?? 0)) // small rings lie on large ones
    .map(([spot, own]) => ({
      type: "Feature",
      geometry: shape(spot),
      properties: {
        id: desk.places[spot.places[0]].id,
        own,
        said: `${eventName(spot.event)}: ${spot.where}`,
      },
    }));
}

function shape({ line, km }) {
  if (km === null) return { type: "LineString", coordinates: line };
  const [[lon, lat]] = line;
  const north = km / DEGREE;
  const east = north / Math.cos((lat * Math.PI) / 180);
  const corners = Array.from({ length: CORNERS + 1 }, (_, at) => (2 * Math.PI * (at % CORNERS)) / CORNERS);
  const rim = corners.map((turn) => [lon + east * Math.cos(turn), lat + north * Math.sin(turn)]);
  return { type: "Polygon", coordinates: [rim] };
}

const own = (yes, no) => ["case", ["get", "own"], yes, no];

/** Under the marks: paper-thin, so that no ring is taken for an area that somebody holds. */
export function spotLayers() {
  const base = { source: "spots", layout: { "line-cap": "round", "line-join": "round" } };
  return [
    {
      id: "spots",
      type: "fill",
      source: "spots",
      filter: isShape("Polygon"),
      paint: { "fill-color": "#1f2328", "fill-opacity": own(0.07, 0.04), "fill-antialias": false },
    },
    {
      ...base,
      id: "spot-rims",
      type: "line",
      filter: isShape("Polygon"),
      paint: { "line-color": "#5b616a", "line-opacity": own(0.4, 0.25), "line-width": 5, "line-blur": 5 },
    },
    {
      ...base,
      id: "spot-lines",
      type: "line",
      filter: isShape("LineString"),
      paint: { "line-color": "#5b616a", "line-opacity": own(0.45, 0.3), "line-width": 11, "line-blur": 8 },
    },
  ];
}
