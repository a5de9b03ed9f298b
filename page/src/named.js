// One place is named in any crowd: where its name finds room, or else, once the map has come to rest, on top of all else.

import { nameFilter } from "./names.js";

const NOBODY = "";
const is = (id) => ["==", ["get", "id"], id];

/** What names a place from now on, instead of the one before. */
export function nameOne(map) {
  let named = NOBODY;
  let over = false; // whether the name lies on what is there

  function set(on) {
    over = on;
    map.setFilter("chosen-name", is(over ? NOBODY : named));
    map.setFilter("chosen-name-over", is(over ? named : NOBODY));
  }

  map.on("zoomstart", () => over && set(false)); // there may be room now
  map.on("idle", () => {
    if (over || !map.getLayer("chosen-name") || map.getLayoutProperty("chosen-name", "visibility") === "none") return;
    const there = map.queryRenderedFeatures({ layers: ["marks"], filter: is(named) }).length;
    if (there && !map.queryRenderedFeatures({ layers: ["chosen-name"] }).length) set(true);
  });
  return (id) => {
    named = id;
    for (const layer of ["place-names", "place-names-far"]) map.setFilter(layer, nameFilter(named));
    set(false);
  };
}
