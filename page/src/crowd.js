// Places, in; from which zoom on each is given to the map, out: where thousands crowd, only those that would be seen.
// To lay out all of them at every step of the slider takes longer than all the rest of the map.

const ZOOMS = [3, 4, 5, 6, 7, 8, 9, 10, 11];
const WORLD = 512; // pixels at zoom 0

/** Milliseconds that a slider has not moved, after which what takes long to draw follows it where places crowd. */
export const REST = 250;
const FEW = 2000; // so many marks are laid out at every zoom
const CELL = 12; // pixels that a mark takes

/** The zoom from which on each place is drawn, those with more inhabitants and evidence before the others; 0 where there
 * are few. By number of the place. */
export function findZooms(places) {
  if (places.length <= FEW) return new Map(places.map(({ number }) => [number, 0]));
  const ranked = [...places].sort((a, b) => b.population - a.population || b.evidence - a.evidence);
  const zooms = spread(ranked.map(({ lon, lat }) => [lon, lat]));
  return new Map(ranked.map(({ number }, at) => [number, zooms[at]]));
}

/** Whether some marks are drawn only from a nearer zoom on. */
export function isCrowded(places) {
  return places.filter(({ lat }) => lat !== null).length > FEW;
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

function spread(points) {
  const places = points.map(([lon, lat]) => [WORLD * (lon / 360 + 0.5), WORLD * mercator(lat)]);
  const zooms = points.map(() => ZOOMS.at(-1) + 1);
  for (const zoom of ZOOMS) {
    const taken = new Set();
    places.forEach(([x, y], at) => {
      const cell = `${Math.floor((x * 2 ** zoom) / CELL)} ${Math.floor((y * 2 ** zoom) / CELL)}`;
      if (zooms[at] > zoom && !taken.has(cell)) zooms[at] = zoom;
      if (zooms[at] <= zoom) taken.add(cell);
    });
  }
  return zooms;
}

function mercator(lat) {
  const turn = (lat * Math.PI) / 180;
  return 0.5 - Math.log(Math.tan(Math.PI / 4 + turn / 2)) / (2 * Math.PI);
}
