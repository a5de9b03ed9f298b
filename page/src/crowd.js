// Places, in; from which zoom on each is given to the map, out: where thousands crowd, only those that would be seen.
// To send all of them and lay them out, at first and at every step of the slider, takes longer than all the rest of the map.

import { MercatorCoordinate } from "maplibre-gl";

const ZOOMS = [3, 4, 5, 6, 7, 8, 9, 10, 11];
export const WORLD = 512; // pixels at zoom 0

/** Milliseconds that a slider has not moved, after which what takes long to draw follows it. */
export const REST = 250;
const FEW = 2000; // so many marks are laid out at every zoom
const CELL = 12; // pixels that a mark takes
const GRID = 2 ** 24; // more rows than a grid has at the nearest zoom

/** The zoom from which on each place is drawn, those with more inhabitants and evidence before the others; 0 where there
 * are few. By number of the place. */
export function findZooms(places) {
  if (places.length <= FEW) return new Map(places.map(({ number }) => [number, 0]));
  const ranked = [...places].sort((a, b) => b.population - a.population || b.evidence - a.evidence);
  const spots = ranked.map(({ lon, lat, number }) => ({ number, at: MercatorCoordinate.fromLngLat([lon, lat]) }));
  const from = comeIn(spots, ZOOMS, ({ at }, zoom) => {
    const cells = (WORLD * 2 ** zoom) / CELL;
    return cellNumber(at.x * cells, at.y * cells);
  });
  return new Map(spots.map((spot) => [spot.number, from.get(spot) ?? ZOOMS.at(-1) + 1]));
}

/** Whether some marks are drawn only from a nearer zoom on. */
export function isCrowded(places) {
  return places.filter(({ lat }) => lat !== null).length > FEW;
}

/** The number of the cell that a point of a grid lies in: of text ten thousand are slow to make and to look up. */
export function cellNumber(x, y) {
  return Math.floor(x) * GRID + Math.floor(y);
}

/** The zoom that the map's tiles are of, by which places come in. */
export function tileZoom(map) {
  return Math.floor(map.getZoom());
}

/** Calls `send` with the zoom of the map's tiles, now and whenever it is another one. */
export function followZoom(map, send) {
  let sent = null;
  const follow = () => {
    const zoom = tileZoom(map);
    if (zoom !== sent) send((sent = zoom));
  };
  map.on("zoom", follow);
  follow();
}

/** The filter of the marks: what is drawn at a zoom; the chosen place and what changed always. */
export function drawnAt(chosen = null) {
  return [
    "any",
    ["<=", ["get", "from"], ["zoom"]],
    ["!=", ["get", "turned"], ""],
    ["==", ["get", "id"], chosen ?? ""],
  ];
}

/** For each of `places`, the first before the others, the first of `zooms` at which none before it is in its cell of the
 * map; undefined where there is none. `cellOf` gives the number of the cell of a place at a zoom. */
export function comeIn(places, zooms, cellOf) {
  const from = new Map();
  for (const zoom of zooms) {
    const taken = new Set();
    for (const place of places) {
      const cell = cellOf(place, zoom);
      if (!from.has(place) && !taken.has(cell)) from.set(place, zoom);
      if (from.has(place)) taken.add(cell);
    }
  }
  return from;
}
