// The marks of places on the map: features on a day, in; only what is drawn differently than before, out to the map.

import { isTurned } from "./changes.js";
import { findZooms } from "./crowd.js";
import { readPlace } from "./days.js";
import { look, picture, radius, shadeOf } from "./marks.js";
import { CLOSE } from "./names.js";

/** Between these zooms marks grow to their full size. */
export const SHRUNK = [
  { zoom: 5, size: 0.6 },
  { zoom: CLOSE, size: 1 },
];
const MANY = 0.4; // share of the marks from which all are sent again rather than each change of one

/** Keeps the source `places` of a map in step with a day, with what `read` gives; only marks that changed are sent. */
export function followPlaces(map, points, { zooms, order, read }) {
  const drawn = new Map(); // by number of the place, its mark as the map has it
  return (day) => {
    const changed = [];
    for (const place of points) {
      const mark = read(place, day);
      const before = drawn.get(place.number);
      if (before?.mark === mark.mark && before.turned === mark.turned) continue;
      drawn.set(place.number, mark);
      changed.push([place.number, mark]);
      for (const name of [mark.mark, mark.turned]) if (name) addPicture(map, name);
    }
    const source = map.getSource("places");
    if (changed.length > MANY * points.length) source.setData(collect(points, drawn, { zooms, order }));
    else if (changed.length)
      source.updateData({
        update: changed.map(([id, mark]) => ({
          id,
          addOrUpdateProperties: Object.entries(mark).map(([key, value]) => ({ key, value })),
        })),
      });
  };
}

function collect(points, drawn, { zooms, order }) {
  const features = points.map((place) => ({
    type: "Feature",
    id: place.number,
    geometry: { type: "Point", coordinates: [place.lon, place.lat] },
    properties: {
      id: place.id,
      order: order(place),
      from: zooms.get(place.number),
      ...drawn.get(place.number),
    },
  }));
  return { type: "FeatureCollection", features };
}

/** How places are marked: from which zoom on, what lies on what, and what `read` gives for a place on a day `number` (with
 * `since`, another one or null, and `claims`, whether what is only said is drawn): the name of its picture, its size, and
 * that of its brackets where its state is another one than on the day `since`. */
export function markPlaces(desk, points) {
  const known = new WeakMap(); // names by turn: they change with it, and with what is shown of a share
  const read = (place, { number, since, claims }) => {
    const reading = readPlace(desk, place, number);
    const what = name(known, desk, { place, reading, claims });
    const turned = since !== null && isTurned(desk, place, since, number);
    return { mark: what.name, size: what.radius, turned: turned ? nameBrackets(what) : "" };
  };
  return {
    read,
    zooms: findZooms(points),
    // Small marks lie on large ones, and what has evidence on what has none.
    order: (place) => (place.control ? 100 : 0) - radius(place),
  };
}

const NAMELESS = {}; // stands for the turn of a place that nothing is known of

function name(known, desk, { place, reading, claims }) {
  const turn = reading?.turn ?? NAMELESS;
  const names = known.get(turn) ?? known.set(turn, new Map()).get(turn);
  const shade = reading ? 2 * shadeOf(desk, reading) + Number(claims) : 0;
  if (!names.has(shade)) {
    const what = look(desk, reading, radius(place), claims);
    names.set(shade, { name: register(what), radius: what.radius, ring: what.ring });
  }
  return names.get(shade);
}

function nameBrackets({ radius: inner, ring }) {
  return register({ style: "turned", radius: inner + (ring ? 6 : 4) });
}

/** How large marks are drawn at a zoom: as `icon-size` of the layer in layers.js says. */
export function scaleAt(zoom) {
  const [far, close] = SHRUNK;
  return far.size + (close.size - far.size) * Math.min(1, Math.max(0, (zoom - far.zoom) / (close.zoom - far.zoom)));
}

const pictures = new Map(); // by name: the look, and its canvas once it was asked for

/** The name of a look, by which its picture is had. */
function register(what) {
  const key = Object.values(what).join();
  if (!pictures.has(key)) pictures.set(key, { what, canvas: null });
  return key;
}

/** The picture of that name, of so many pixels to a point. */
export function pictureOf(name) {
  const kept = pictures.get(name);
  kept.ratio ??= Math.max(2, Math.ceil(devicePixelRatio));
  kept.canvas ??= picture(kept.what, kept.ratio);
  return kept;
}

/** Gives the map a picture that it has not. */
function addPicture(map, name) {
  if (map.hasImage(name)) return;
  const { canvas, ratio } = pictureOf(name);
  const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  map.addImage(name, pixels, { pixelRatio: ratio });
}
