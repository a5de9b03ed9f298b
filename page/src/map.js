// The map: outlines and rivers as they are, and what changes with the day: marks of places, soft shapes.

import { Map as Sheet, NavigationControl, ScaleControl, setWorkerUrl } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import workerSource from "worker:maplibre-gl/dist/maplibre-gl-worker.mjs";

import { addPatterns, areaFeatures, areasOn } from "./areas.js";
import { readPlace } from "./days.js";
import { el } from "./dom.js";
import { drawStyle } from "./layers.js";
import { look, picture, radius } from "./marks.js";
import { spotFeatures } from "./spots.js";
import { say, shortState } from "./words.js";

const KEYED = 640; // a map as wide as this has the key on it, which must not lie on what is followed
const HEART = 0.9; // share of the evidence that the first view is about
const AROUND = 2.5; // times as far off as that, a place still belongs to the first view
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Draws the map into `box`; `onchoose` gets the id of a place that was clicked. Null without WebGL. */
export function drawMap(box, desk, onchoose) {
  // ".cjs" tells MapLibre that the worker is a classic script.
  const url = URL.createObjectURL(new Blob([workerSource], { type: "text/javascript" }));
  setWorkerUrl(`${url}#worker.cjs`);
  if (!document.createElement("canvas").getContext("webgl2")) {
    box.append(el("p", { class: "wait" }, say("no_webgl")));
    return null;
  }
  const points = desk.places.filter((place) => place.lat !== null);
  const map = openMap(box, desk, points);
  let said = new Map(); // the state of each place in words, for the pointer

  map.addControl(new ScaleControl({ maxWidth: 110 }), "bottom-right");
  map.addControl(new NavigationControl({ showCompass: false }), "bottom-right");
  map.on("click", (event) => {
    const found = placeAt(map, event.point) ?? spotAt(map, event.point)?.id;
    if (found) onchoose(found);
  });
  map.on("mousemove", (event) => {
    const found = placeAt(map, event.point);
    const spot = found ? null : spotAt(map, event.point);
    map.getCanvas().style.cursor = found || spot ? "pointer" : "";
    box.title = found ? `${desk.byId.get(found).name}: ${said.get(found)}` : (spot?.said ?? "");
  });

  let drawn = null; // the key of the areas on the map
  async function drawAreas(day) {
    const { key, told } = await areasOn(desk, day);
    if (day !== wanted[0]) return; // another day was asked for in the meantime, and is on its way
    if (key !== drawn)
      map.getSource("areas").setData({ type: "FeatureCollection", features: areaFeatures(desk, told) });
    drawn = key;
    box.dataset.areas = day;
  }

  let loaded = false;
  let wanted = null; // the day and place asked for last
  function draw() {
    const [day, chosen] = wanted;
    const readings = points.map((place) => readPlace(desk, place, day));
    said = new Map(points.map((place, index) => [place.id, shortState(readings[index])]));
    const features = points.map((place, index) => placeFeature(map, desk, place, readings[index]));
    map.getSource("places").setData({ type: "FeatureCollection", features });
    map.getSource("spots").setData({
      type: "FeatureCollection",
      features: spotFeatures(desk, day, chosen ?? null),
    });
    map.setFilter("chosen", ["==", ["get", "id"], chosen ?? ""]);
    if (desk.areas) drawAreas(day);
  }
  map.once("style.load", () => {
    loaded = true;
    if (desk.areas) addPatterns(map, desk);
    draw();
  });
  map.once("idle", () => (box.dataset.drawn = ""));

  return {
    map,
    /** Shows the marks of a day and the chosen place. */
    showDay(day, chosen) {
      wanted = [day, chosen];
      if (loaded) draw();
    },
    /** Brings a place into view, where it is not, or lies under the `covered` share of the map's foot. */
    goTo(place, covered) {
      if (place.lat === null) return;
      const center = [place.lon, place.lat];
      const foot = box.clientHeight * covered;
      if (map.getBounds().contains(center) && map.project(center).y < box.clientHeight - foot) return;
      map.easeTo({ center, offset: [0, -foot / 2], animate: !still });
    },
  };
}

function openMap(box, desk, points) {
  const shown = findHeart(points);
  const span = (values) => [Math.min(...values), Math.max(...values)];
  const [west, east] = span(shown.map((place) => place.lon));
  const [south, north] = span(shown.map((place) => place.lat));
  return new Sheet({
    container: box,
    style: drawStyle(desk),
    ...(shown.length
      ? {
          bounds: [west, south, east, north],
          fitBoundsOptions: {
            padding: { top: 50, bottom: 70, left: box.clientWidth > KEYED ? 310 : 50, right: 90 },
            maxZoom: 10,
          },
        }
      : { bounds: extent(desk.outlines) }),
    locale: {
      "Map.Title": say("map", { theatre: desk.theatre }),
      "NavigationControl.ZoomIn": say("zoom_in"),
      "NavigationControl.ZoomOut": say("zoom_out"),
    },
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: 0,
    maxZoom: 14,
    renderWorldCopies: false,
    canvasContextAttributes: { preserveDrawingBuffer: true }, // so that the map prints
  });
}

/** The places of the first view: those around the one with the most evidence that together hold nearly all of
 * it, and what lies not much further off. Without evidence, all of them. */
function findHeart(places) {
  const weight = (place) => (place.control ? place.evidence : 0);
  const sum = places.reduce((total, place) => total + weight(place), 0);
  if (!sum) return places;
  const main = places.reduce((best, place) => (weight(place) > weight(best) ? place : best));
  const squeeze = Math.cos((main.lat * Math.PI) / 180);
  const far = (place) => Math.hypot(place.lat - main.lat, (place.lon - main.lon) * squeeze);
  const followed = places.filter((place) => place.control).sort((a, b) => far(a) - far(b));
  let left = HEART * sum;
  const edge = far(followed.find((place) => (left -= weight(place)) <= 0) ?? followed.at(-1));
  return followed.filter((place) => far(place) <= AROUND * edge);
}

function placeAt(map, { x, y }) {
  if (!map.getLayer("marks")) return null;
  const near = 6;
  const found = map.queryRenderedFeatures(
    [
      [x - near, y - near],
      [x + near, y + near],
    ],
    { layers: ["marks"] },
  );
  return found[0]?.properties.id ?? null;
}

/** The relative place at a point of the screen; of several the smallest is drawn last and found first. */
function spotAt(map, point) {
  if (!map.getLayer("spots")) return null;
  return map.queryRenderedFeatures(point, { layers: ["spots", "spot-lines"] })[0]?.properties ?? null;
}

function placeFeature(map, desk, place, reading) {
  const size = radius(place);
  const what = look(desk, reading, size);
  const name = JSON.stringify(what);
  if (!map.hasImage(name)) {
    const ratio = Math.max(2, Math.ceil(devicePixelRatio));
    const canvas = picture(what, ratio);
    map.addImage(name, canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height), {
      pixelRatio: ratio,
    });
  }
  return {
    type: "Feature",
    geometry: { type: "Point", coordinates: [place.lon, place.lat] },
    // Small marks lie on large ones, and what has evidence on what has none.
    properties: { id: place.id, mark: name, order: (place.control ? 100 : 0) - size, size: what.radius },
  };
}

function extent({ features }) {
  const points = features.flatMap(({ geometry }) => geometry.coordinates.flat(Infinity));
  if (!points.length) return [-180, -60, 180, 75];
  const [xs, ys] = [points.filter((_, at) => at % 2 === 0), points.filter((_, at) => at % 2)];
  const least = (values) => values.reduce((a, b) => Math.min(a, b));
  const most = (values) => values.reduce((a, b) => Math.max(a, b));
  return [least(xs), least(ys), most(xs), most(ys)];
}
