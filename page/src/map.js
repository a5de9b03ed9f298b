// The map: outlines and rivers as they are, and what changes with the day: marks of places, soft shapes, symbols of events.

import { GPUInitializationError, NavigationControl, ScaleControl, Map as Sheet, setWorkerUrl } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import workerSource from "worker:maplibre-gl/dist/maplibre-gl-worker.mjs";

import { addPatterns, areaFeatures, areasOn } from "./areas.js";
import { isTurned } from "./changes.js";
import { REST, drawnAt, isCrowded, tileZoom } from "./crowd.js";
import { daysBetween, load } from "./data.js";
import { el } from "./dom.js";
import { drawSeldom } from "./frames.js";
import { answerForSymbols } from "./glyphs.js";
import { SWITCHED, drawStyle } from "./layers.js";
import { drawMoment } from "./moment.js";
import { nameOne } from "./named.js";
import { followPlaces, markPlaces } from "./places.js";
import { followPointer, steerByKeys } from "./pointer.js";
import { spotFeatures } from "./spots.js";
import { onlyDay } from "./state.js";
import { isOn } from "./switches.js";
import { symbolFeatures } from "./symbols.js";
import { layTiles } from "./tiles.js";
import { extent, findHeart, findMain } from "./view.js";
import { say } from "./words.js";

const KEYED = 640; // a map as wide as this has the key on it, which must not lie on what is followed
const SLOW = 150; // milliseconds that a day takes to be drawn, from which on it follows the slider only once that rests
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Draws the map into `box`; `onchoose` gets the id of a place that was clicked. Null without WebGL. */
export function drawMap(box, desk, onchoose) {
  // ".cjs" tells MapLibre that the worker is a classic script.
  const url = URL.createObjectURL(new Blob([workerSource], { type: "text/javascript" }));
  setWorkerUrl(`${url}#worker.cjs`);
  const points = desk.places.filter((place) => place.lat !== null);
  let map;
  try {
    map = openMap(box, desk, points);
  } catch (error) {
    if (!(error instanceof GPUInitializationError)) throw error;
    box.append(el("p", { class: "wait" }, say("no_webgl")));
    return null;
  }
  drawSeldom(map);
  map.addControl(new ScaleControl({ maxWidth: 110 }), "bottom-right");
  map.addControl(new NavigationControl({ showCompass: false }), "bottom-right");
  const marks = markPlaces(desk, points);
  const follow = followDays(map, box, desk, { points, marks });
  const moment = drawMoment(map, points, marks);
  const crowded = isCrowded(points);
  let slow = true; // until a day has been drawn on a map that is there: without a graphics card each frame takes long
  let wanted = null; // what was asked for last
  let rest = null; // until the map follows the slider
  map.once("style.load", () => {
    answerForSymbols(map);
    if (desk.areas) addPatterns(map, desk);
    if (desk.tiles) layTiles(map, desk.tiles).catch((error) => (box.dataset.tiles = error.message));
    draw();
  });
  map.once("idle", () => (box.dataset.drawn = ""));
  followPointer(map, box, desk, { onchoose, onday: () => daysBetween(desk.first, wanted.day) });
  steerByKeys(map, box, desk, {
    marked: () => points.filter((place) => marks.at(place, tileZoom(map), dayOf(desk, wanted))),
    onchoose,
    onday: () => daysBetween(desk.first, wanted.day),
  });

  function draw() {
    if (!wanted || !map.getSource("places")) return;
    const mine = wanted;
    const began = performance.now();
    moment.settle();
    follow(mine);
    box.dataset.marks = mine.day;
    map.once("idle", () => {
      if (mine !== wanted) return;
      moment.hide();
      slow = crowded || performance.now() - began > SLOW;
    });
    map.triggerRepaint();
  }

  function slide() {
    moment.show(dayOf(desk, wanted));
    box.dataset.marks = wanted.day;
    const mine = wanted;
    // Counted from the frame that shows it: where frames take long, the slider would seem to rest while it is dragged.
    requestAnimationFrame(() => {
      if (mine === wanted) rest = setTimeout(draw, REST);
    });
  }

  return {
    map,
    /** Shows the marks of a day and the chosen place, compared with another day, and the layers that are on. */
    show(shown) {
      const slid = slow && wanted && onlyDay(shown, wanted);
      wanted = shown;
      clearTimeout(rest);
      if (slid && map.getSource("places")) slide();
      else draw();
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

/** The numbers of the day that is shown and of the one that it is compared with, whether mere claims are marked, and which
 * place is chosen. */
function dayOf(desk, shown) {
  return {
    number: daysBetween(desk.first, shown.day),
    since: shown.since && daysBetween(desk.first, shown.since),
    claims: isOn(shown, "claims"),
    place: shown.place,
  };
}

/** The ids of the places whose state differs between the two days. */
function listChanged(desk, points, { since, number }) {
  return points.filter((place) => isTurned(desk, place, since, number)).map(({ id }) => id);
}

/** Keeps everything that changes in step with what is shown. */
function followDays(map, box, desk, { points, marks }) {
  const drawPlaces = followPlaces(map, points, marks);
  const fill = (name, features) => map.getSource(name).setData({ type: "FeatureCollection", features });
  let latest = null;
  let ground = null; // the key of the areas on the map
  const main = points.length ? findMain(points) : null;
  const { name, prefer } = nameOne(map, points);
  let chosen; // the id of the place
  let layers; // as the address has them

  function choose(place) {
    map.setFilter("marks", drawnAt(place));
    map.setFilter("chosen", ["==", ["get", "id"], place ?? ""]);
    const found = desk.byId.get(place);
    const placed = Boolean(found) && found.lat !== null;
    name(placed ? found : main, placed);
  }

  const drawn = isCrowded(points) ? new Promise((done) => map.once("idle", done)) : null; // the first view is not kept waiting

  async function drawAreas(shown, number) {
    const { key, told } = await areasOn(desk, number);
    await drawn;
    if (shown !== latest) return; // another day was asked for in the meantime, and is on its way
    if (key !== ground) fill("areas", areaFeatures(desk, told));
    ground = key;
    box.dataset.areas = number;
  }

  async function drawEvents(shown, number) {
    const told = await load("symbols");
    await drawn;
    if (shown !== latest) return;
    fill("events", symbolFeatures(desk, told, number));
    box.dataset.events = number;
  }

  return (shown) => {
    latest = shown;
    const day = dayOf(desk, shown);
    const { number } = day;
    drawPlaces(day);
    fill("spots", spotFeatures(desk, number, shown.place));
    if (shown.place !== chosen) choose((chosen = shown.place));
    prefer(day.since === null ? [] : listChanged(desk, points, day));
    if (shown.layers !== layers) {
      for (const [word, members] of Object.entries(SWITCHED))
        for (const layer of members.filter((one) => map.getLayer(one)))
          map.setLayoutProperty(layer, "visibility", isOn(shown, word) ? "visible" : "none");
      layers = shown.layers;
    }
    if (desk.areas) drawAreas(shown, number);
    drawEvents(shown, number);
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
            padding: { top: 50, bottom: 70, left: box.clientWidth > KEYED ? 290 : 50, right: 90 },
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
