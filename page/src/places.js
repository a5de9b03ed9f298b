// The marks of places on the map: features on a day and at a zoom, in; only what is drawn differently than before, out to
// the map.

import { isTurned } from "./changes.js";
import { findZooms, followZoom } from "./crowd.js";
import { readPlace } from "./days.js";
import { look, picture, radius, shadeOf } from "./marks.js";
import { CLOSE } from "./names.js";

/** Between these zooms marks grow to their full size. */
export const SHRUNK = [
  { zoom: 5, size: 0.6 },
  { zoom: CLOSE, size: 1 },
];
const MANY = 0.4; // share of the marks from which all are sent again rather than each change of one

/** Keeps the source `places` of a map in step with a day and with its zoom; only marks that changed are sent. */
export function followPlaces(map, points, marks) {
  let drawn = new Map(); // by number of the place, its mark as the map has it
  let day = null;
  let zoom = null;

  function draw() {
    const shown = new Map();
    const added = [];
    const changed = [];
    for (const place of points) {
      const mark = marks.at(place, zoom, day);
      if (!mark) continue;
      shown.set(place.number, mark);
      const before = drawn.get(place.number);
      if (before?.mark === mark.mark && before.turned === mark.turned) continue;
      (before ? changed : added).push([place, mark]);
      for (const name of [mark.mark, mark.turned]) if (name) addPicture(map, name);
    }
    const gone = [...drawn.keys()].filter((number) => !shown.has(number));
    drawn = shown;
    send(added, changed, gone);
  }

  function send(added, changed, gone) {
    const count = added.length + changed.length + gone.length;
    const source = map.getSource("places");
    if (count > MANY * drawn.size) {
      const places = points.filter(({ number }) => drawn.has(number));
      const features = places.map((place) => feature(place, drawn.get(place.number), marks));
      source.setData({ type: "FeatureCollection", features });
    } else if (count)
      source.updateData({
        remove: gone,
        add: added.map(([place, mark]) => feature(place, mark, marks)),
        update: changed.map(([{ number }, mark]) => ({
          id: number,
          addOrUpdateProperties: Object.entries(mark).map(([key, value]) => ({ key, value })),
        })),
      });
  }

  followZoom(map, (now) => {
    zoom = now;
    if (day) draw();
  });
  return (asked) => {
    day = asked;
    draw();
  };
}

function feature(place, mark, { zooms, order }) {
  return {
    type: "Feature",
    id: place.number,
    geometry: { type: "Point", coordinates: [place.lon, place.lat] },
    properties: { id: place.id, order: order(place), from: zooms.get(place.number), ...mark },
  };
}

/** How places are marked: from which zoom on, what lies on what, and what `at` a zoom a place has on a day `number` (with
 * `since`, another one or null, `claims`, whether what is only said is drawn, and `place`, the id of the chosen one): the name
 * of its picture, its size, and that of its brackets where its state is another one than on the day `since`; null where it
 * is not drawn. */
export function markPlaces(desk, points) {
  const known = new WeakMap(); // names by turn: they change with it, and with what is shown of a share
  const read = (place, { number, since, claims }) => {
    const reading = readPlace(desk, place, number);
    const what = name(known, desk, { place, reading, claims });
    const turned = since !== null && isTurned(desk, place, since, number);
    return { mark: what.name, size: what.radius, turned: turned ? nameBrackets(what) : "" };
  };
  const zooms = findZooms(points);
  return {
    /** What comes in further on is drawn where it is chosen or has changed. */
    at(place, zoom, day) {
      const drawn = zooms.get(place.number) <= zoom || place.id === day.place;
      if (!drawn && day.since === null) return null;
      const mark = read(place, day);
      return drawn || mark.turned ? mark : null;
    },
    zooms,
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
