// What lies under the pointer is named and opened; who moves the map by keyboard gets the place nearest its middle.

import { readPlace } from "./days.js";
import { el } from "./dom.js";
import { say, shortState } from "./words.js";

const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
const NEAR = { touch: 18, mouse: 6 }; // pixels off a mark that still mean it

/** Names what the pointer is on, and opens it on a click; symbols that gathered come apart. `onday` tells the number of the
 * day that is shown. */
export function followPointer(map, box, desk, { onchoose, onday }) {
  map.on("click", async (event) => {
    const found = pick(map, event);
    if (!found) return;
    if (!found.properties.cluster) return onchoose(found.properties.id);
    const zoom = await map.getSource("events").getClusterExpansionZoom(found.properties.cluster_id);
    map.easeTo({ center: found.geometry.coordinates, zoom, animate: !still });
  });
  map.on("mousemove", (event) => {
    const found = pick(map, event);
    map.getCanvas().style.cursor = found ? "pointer" : "";
    box.title = found ? describe(desk, found, onday()) : "";
  });
}

function describe(desk, { layer, properties }, number) {
  if (layer.id === "marks") {
    const place = desk.byId.get(properties.id);
    return `${place.name}: ${shortState(readPlace(desk, place, number))}`;
  }
  if (layer.id !== "events") return properties.said;
  return properties.cluster ? say("gathered") : `${properties.name}: ${properties.told}`;
}

/** While the map has the keyboard, of the places that are `marked` the one nearest its middle is ringed and named; Enter opens
 * it. */
export function steerByKeys(map, box, desk, { marked, onchoose, onday }) {
  const line = el("p", { class: "middle", role: "status", hidden: true });
  const canvas = map.getCanvas();
  let found = null;
  box.append(line);
  const point = () => {
    found = findMiddle(map, marked());
    map.setFilter("middle", ["==", ["get", "id"], found?.id ?? ""]);
    line.hidden = !found;
    if (found)
      line.textContent = say("middle", { place: found.name, state: shortState(readPlace(desk, found, onday())) });
  };
  const leave = () => {
    if (!map.getLayer("middle")) return;
    map.setFilter("middle", ["==", ["get", "id"], ""]);
    line.hidden = true;
    found = null;
  };
  canvas.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && found) onchoose(found.id);
  });
  canvas.addEventListener("focus", () => canvas.matches(":focus-visible") && map.getLayer("middle") && point());
  canvas.addEventListener("blur", leave);
  map.on("moveend", () => found && point());
}

/** What a click or the pointer at an event of the map means: a feature of what lies on top there, a mark close by where
 * nothing does, or a relative place; null where there is none. */
function pick(map, { point, originalEvent }) {
  const near = originalEvent?.pointerType === "touch" ? NEAR.touch : NEAR.mouse;
  return (
    find(map, point, 0, ["events"]) ??
    find(map, point, near, ["marks"]) ??
    find(map, point, 0, ["spots", "spot-lines"])
  );
}

function find(map, { x, y }, near, layers) {
  const drawn = layers.filter((layer) => map.getLayer(layer));
  if (!drawn.length) return null;
  const box = [
    [x - near, y - near],
    [x + near, y + near],
  ];
  const found = map.queryRenderedFeatures(near ? box : [x, y], { layers: drawn });
  const away = ({ geometry }) => {
    if (geometry.type !== "Point") return 0; // of several shapes the smallest is drawn last and found first
    const at = map.project(geometry.coordinates);
    return Math.hypot(at.x - x, at.y - y);
  };
  return found.sort((a, b) => away(a) - away(b))[0] ?? null;
}

/** The place with a mark that lies nearest to the middle of the map; null where none is in view. */
function findMiddle(map, places) {
  const { width, height } = map.getCanvas().getBoundingClientRect();
  let [least, found] = [Infinity, null];
  for (const place of places) {
    const { x, y } = map.project([place.lon, place.lat]);
    if (x < 0 || y < 0 || x > width || y > height) continue;
    const away = Math.hypot(x - width / 2, y - height / 2);
    if (away < least) [least, found] = [away, place];
  }
  return found;
}
