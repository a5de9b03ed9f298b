// One place is named in any crowd: where its name finds room, or else, once the map has come to rest, on top of all else.

import { followZoom } from "./crowd.js";
import { nameFilter, namePlaces } from "./names.js";

const NOBODY = "";
const AROUND = 60; // pixels from a place within which its name begins
const is = (id) => ["==", ["get", "id"], id];

/** Names places as the map comes closer; gives what names one of them from now on in any case, instead of the one before. */
export function nameOne(map, points) {
  const features = namePlaces(points);
  let sent = ""; // which of them the map has
  let zoom = null;
  let named = NOBODY;
  let point = null; // where it is
  let over = false; // whether the name lies on what is there

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
    if (over || !map.getLayer("chosen-name") || map.getLayoutProperty("chosen-name", "visibility") === "none") return;
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
  return (place) => {
    named = place?.id ?? NOBODY;
    point = place && [place.lon, place.lat];
    send();
    for (const layer of ["place-names", "place-names-far"]) map.setFilter(layer, nameFilter(named));
    set(false);
  };
}
