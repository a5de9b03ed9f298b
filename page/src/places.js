// The marks of places on the map: features on a day, in; only what is drawn differently than before, out to the map.

import { isTurned } from "./changes.js";
import { findZooms } from "./crowd.js";
import { readPlace } from "./days.js";
import { look, picture, radius } from "./marks.js";

const MANY = 0.4; // share of the marks from which all are sent again rather than each change of one

/** Keeps the source `places` of a map in step with a day; only marks that changed are sent. */
export function followPlaces(map, desk, points) {
  const zooms = findZooms(points);
  const drawn = new Map(); // by number of the place, its mark as the map has it
  return (number, since, claims) => {
    const changed = [];
    for (const place of points) {
      const mark = markOf(map, desk, place, { number, since, claims });
      const before = drawn.get(place.number);
      if (before?.mark === mark.mark && before.turned === mark.turned) continue;
      drawn.set(place.number, mark);
      changed.push([place.number, mark]);
    }
    const source = map.getSource("places");
    if (changed.length > MANY * points.length) source.setData(collect(points, drawn, zooms));
    else if (changed.length)
      source.updateData({
        update: changed.map(([id, mark]) => ({
          id,
          addOrUpdateProperties: Object.entries(mark).map(([key, value]) => ({ key, value })),
        })),
      });
  };
}

function collect(points, drawn, zooms) {
  const features = points.map((place) => ({
    type: "Feature",
    id: place.number,
    geometry: { type: "Point", coordinates: [place.lon, place.lat] },
    // Small marks lie on large ones, and what has evidence on what has none.
    properties: {
      id: place.id,
      order: (place.control ? 100 : 0) - radius(place),
      from: zooms.get(place.number),
      ...drawn.get(place.number),
    },
  }));
  return { type: "FeatureCollection", features };
}

/** The name of a place's picture on a day, its size, and whether its state is another one than on the day `since`. */
function markOf(map, desk, place, { number, since, claims }) {
  const what = look(desk, readPlace(desk, place, number), radius(place), claims);
  const turned = since !== null && isTurned(desk, place, since, number);
  return { mark: addPicture(map, what), size: what.radius, turned: turned ? addBrackets(map, what) : "" };
}

function addBrackets(map, { radius: inner, ring }) {
  return addPicture(map, { style: "turned", radius: inner + (ring ? 6 : 4) });
}

/** The name of the picture of a look, which the map has from now on. */
function addPicture(map, what) {
  const name = Object.values(what).join();
  if (!map.hasImage(name)) {
    const ratio = Math.max(2, Math.ceil(devicePixelRatio));
    const canvas = picture(what, ratio);
    map.addImage(name, canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height), {
      pixelRatio: ratio,
    });
  }
  return name;
}
