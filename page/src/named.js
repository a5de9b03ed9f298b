// One place is named before all others; the one that is chosen where its name finds no room, too: once the map has come to
// rest, on top of all else.

import { followZoom } from "./crowd.js";
import { nameFilter, namePlaces, preferNames } from "./names.js";

const NOBODY = "";
const AROUND = 60; // pixels from a place within which its name begins
const is = (id) => ["==", ["get", "id"], id];

/** Names places as the map comes closer; gives what names one of them from now on in any case, instead
 * of the one before, and what lets some choose their room before the others. */
export function nameOne(map, points) {
  const features = namePlaces(points);
  let sent = ""; // which of them the map has
  let zoom = null;
  let named = NOBODY;
  let point = null; // where it is
  let over = false; // whether the name lies on what is there
  let must = false; // … if it finds no room

  /** Sends the names that look for room at the zoom, and the one that need not. */
  function send() {
    const wanted = features.filter(({ properties: { id, from } }) => from <= zoom || id === named);
    const beside = wanted.some(({ properties: { from } }) => from > zoom) ? named : NOBODY;
    const key = `${wanted.length} ${beside}`;
    if (key !== sent) map.getSource("names").setData({ type: "FeatureCollection", features: wanted });
    sent = key;
  }

  function set(on) {
    over = on;
    map.setFilter("chosen-name", is(over ? NOBODY : named));
    map.setFilter("chosen-name-over", is(over ? named : NOBODY));
  }

  map.on("zoomstart", () => over && set(false)); // there may be room now
  map.on("idle", () => {
    if (over || !must || !map.getLayer("chosen-name") || map.getLayoutProperty("chosen-name", "visibility") === "none") return;
    if (!point || !map.getBounds().contains(point)) return;
    // Of all that is drawn only what is close by is looked through.
    const { x, y } = map.project(point);
    const there = map.queryRenderedFeatures([x, y], { layers: ["marks"], filter: is(named) }).length;
    const around = [
      [x - AROUND, y - AROUND],
      [x + AROUND, y + AROUND],
    ];
    if (there && !map.queryRenderedFeatures(around, { layers: ["chosen-name"] }).length) set(true);
  });
  followZoom(map, (now) => {
    zoom = now;
    if (sent) send();
  });
  let first = ""; // the ids of those whose names choose before all others
  const name = (place, chosen) => {
    must = chosen;
    named = place?.id ?? NOBODY;
    point = place && [place.lon, place.lat];
    send();
    for (const layer of ["place-names", "place-names-far"]) map.setFilter(layer, nameFilter(named));
    set(false);
  };
  /** Names these places before the larger ones: what changed between two days is what the reader looks for. */
  const prefer = (ids) => {
    if (first === ids.join()) return;
    first = ids.join();
    const { rank, around } = preferNames(ids);
    map.setLayoutProperty("place-names", "symbol-sort-key", rank);
    map.setLayoutProperty("place-names", "text-variable-anchor-offset", around);
  };
  return { name, prefer };
}
