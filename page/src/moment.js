// The marks of a day at once, while the slider moves: a day in; a sheet over the map that bears the marks until the map,
// which takes its time where thousands crowd or no graphics card draws it, has caught up.

import { MercatorCoordinate } from "maplibre-gl";

import { WORLD, tileZoom } from "./crowd.js";
import { el } from "./dom.js";
import { pictureOf, scaleAt } from "./places.js";

const MARKS = ["marks", "turned"]; // layers of the map

/** What draws the marks of `points` for a day; and what takes them away. */
export function drawMoment(map, points, marks) {
  const sheet = el("canvas", { class: "moment", hidden: true, "aria-hidden": true });
  const pen = sheet.getContext("2d", { willReadFrequently: true }); // drawn by the processor: so many small pictures are faster so
  const spots = [...points]
    .sort((a, b) => marks.order(a) - marks.order(b))
    .map((place) => ({ place, at: MercatorCoordinate.fromLngLat([place.lon, place.lat]) }));
  let day = null; // what was asked for last
  let faded = false;
  map.getCanvasContainer().append(sheet);
  map.on("move", () => day && draw());

  function draw() {
    const ratio = devicePixelRatio;
    const { clientWidth: width, clientHeight: height } = map.getContainer();
    if (sheet.width !== width * ratio || sheet.height !== height * ratio) {
      [sheet.width, sheet.height] = [width * ratio, height * ratio];
      [sheet.style.width, sheet.style.height] = [`${width}px`, `${height}px`];
    }
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    const zoom = map.getZoom();
    const world = WORLD * 2 ** zoom;
    const middle = MercatorCoordinate.fromLngLat(map.getCenter());
    const scale = scaleAt(zoom);
    const near = tileZoom(map);
    const turned = [];
    for (const { place, at } of spots) {
      const x = (at.x - middle.x) * world + width / 2;
      const y = (at.y - middle.y) * world + height / 2;
      if (x < 0 || y < 0 || x > width || y > height) continue;
      const mark = marks.at(place, near, day);
      if (!mark) continue;
      put(mark.mark, x, y, scale);
      if (mark.turned) turned.push([mark.turned, x, y]);
    }
    for (const [name, x, y] of turned) put(name, x, y, scale);
    sheet.hidden = false;
  }

  function put(name, x, y, scale) {
    const { canvas, ratio } = pictureOf(name);
    const size = (canvas.width / ratio) * scale;
    pen.drawImage(canvas, x - size / 2, y - size / 2, size, size);
  }

  /** The map's own marks, of another day, would be seen around smaller ones. */
  function fade(out) {
    if (out !== faded) for (const layer of MARKS) map.setPaintProperty(layer, "icon-opacity", out ? 0 : 1);
    faded = out;
  }

  return {
    show(asked) {
      fade(true);
      day = asked;
      draw();
    },
    /** When the map draws that day itself: its marks are there again, and the sheet lies on them until it is hidden. */
    settle() {
      fade(false);
    },
    hide() {
      day = null;
      sheet.hidden = true;
    },
  };
}
