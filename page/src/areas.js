// Ground between the places: who holds it on a day, the fuller the surer; contested ground hatched.

import { load } from "./data.js";
import { el, jump, pages } from "./dom.js";
import { isShape } from "./filters.js";
import { certainty, GROUND, hatchTile, mix, ruledTile, screenTile } from "./marks.js";
import { showReport } from "./state.js";
import { capital, digits, interval, party, say, state } from "./words.js";

const FEW = 3; // stated areas at first: the latest
const RULED = 50; // percent: the patches of this level hold all that a side probably holds
const GRAIN = 1000; // coordinates are thousandths of a degree

/** The patches that stand on a day, from the chunk that tells of it; equal keys, equal patches. */
export async function areasOn(desk, number) {
  const at = desk.areas.starts.findLastIndex((start) => start <= number);
  const patches = at < 0 ? [] : await load(`areas-${at}`);
  const later = patches.findIndex(([day]) => day > number);
  const told = later < 0 ? patches : patches.slice(0, later);
  return { key: `${at} ${told.length}`, told };
}

/** Patches as the map's features; of each tile, state and level the last one counts. */
export function areaFeatures(desk, told) {
  const standing = new Map();
  for (const [, state, level, tile, polygons] of told)
    standing.set(`${state} ${level} ${tile}`, { state, level, polygons });
  return [...standing.values()]
    .filter(({ polygons }) => polygons.length)
    .map((patch) => feature(desk, patch));
}

function feature(desk, { state, level, polygons }) {
  return {
    type: "Feature",
    geometry: { type: "MultiPolygon", coordinates: polygons.map((rings) => rings.map(unpack)) },
    properties: { level, ...(desk.parties[state] ? held(desk, state, level) : { hatched: true }) },
  };
}

function held(desk, side, level) {
  return { colour: tint(desk, side, level), ruling: desk.holders.indexOf(side) };
}

/** The colour of ground that a side holds by at least so many percent: that of a few percent more. */
export function tint(desk, side, level) {
  return mix(desk.parties[side].colour, GROUND * certainty(level + 7));
}

function unpack(steps) {
  let [lon, lat] = [0, 0];
  const points = [];
  for (let at = 0; at < steps.length; at += 2) {
    lon += steps[at];
    lat += steps[at + 1];
    points.push([lon / GRAIN, lat / GRAIN]);
  }
  return [...points, points[0]];
}

/** The pictures that the layers below are filled with; to be added before these. */
export function addPatterns(map, desk) {
  const colours = desk.holders.map((side) => desk.parties[side].colour);
  for (const [name, tile] of [
    ["hatch", hatchTile(colours)],
    ["screen", screenTile()],
    ["ruled-1", ruledTile(1)],
    ["ruled-2", ruledTile(2)],
  ]) {
    const { width, height } = tile;
    map.addImage(name, tile.getContext("2d").getImageData(0, 0, width, height), { pixelRatio: 2 });
  }
}

/** Under rivers and borders: a dot screen on all land, and on that what is held, the surer above the less sure. */
export function areaLayers() {
  const base = { type: "fill", source: "areas" };
  const paint = { "fill-antialias": false };
  return [
    { id: "unknown", type: "fill", source: "base", filter: isShape("Polygon"), paint: { "fill-pattern": "screen" } },
    {
      ...base,
      id: "held",
      filter: ["has", "colour"],
      layout: { "fill-sort-key": ["get", "level"] },
      paint: { ...paint, "fill-color": ["get", "colour"] },
    },
    ...[1, 2].map((ruling) => ({
      ...base,
      id: `ruled-${ruling}`,
      filter: ["all", ["==", ["get", "ruling"], ruling], ["==", ["get", "level"], RULED]],
      paint: { ...paint, "fill-pattern": `ruled-${ruling}` },
    })),
    { ...base, id: "contested", filter: ["has", "hatched"], paint: { ...paint, "fill-pattern": "hatch" } },
  ];
}

/** Area by side on a day, in words, for the panel. */
export function areaLines(desk, number) {
  if (!desk.areas) return [];
  const known = desk.areas.days.findLast(([day]) => day <= number);
  if (!known) return [el("h3", {}, say("areas")), el("p", { class: "note" }, say("areas_none"))];
  const [, spoken, , ...bounds] = known;
  const lines = desk.areas.sides.map((side, at) => {
    const [low, , high] = bounds.slice(3 * at, 3 * at + 3).map(round);
    const key = at === 0 ? "area_first" : "area_line";
    return el("li", {}, say(key, { held: state(side), low, high, spoken: round(spoken) }));
  });
  const note = say("area_note", { reach: desk.areas.reach });
  return [
    el("h3", {}, say("areas")),
    el("ul", { class: "plain areas" }, lines),
    el("p", { class: "note" }, note),
  ];
}

/** Square kilometres as they are printed: nobody knows them to the last. */
function round(area) {
  return area < 100 ? digits(area) : digits(Math.round(area / 10) * 10);
}

/** Areas that reports state by a day, each with what the map says of it. */
export function statedLines(stated, day) {
  const told = stated.filter(({ start }) => !start || start <= day).reverse();
  if (!told.length) return [];
  return [
    el("h3", {}, say("stated")),
    ...pages(el("ul", { class: "events stated" }), told, statedItem, say("more"), FEW),
  ];
}

function statedItem(one) {
  const line = say("stated_line", {
    who: one.who,
    text: one.text,
    measure: say(`stated_measures.${one.measure}`),
    side: one.side ? party(one.side) : say("stated_nobody"),
    near: one.place ? say("stated_near", one) : "",
    day: interval({ start: one.start, end: one.end, basis: one.basis }),
  });
  return el(
    "li",
    {},
    el(
      "p",
      {},
      line,
      ". ",
      el("span", { class: "aside" }, capital(one.reason), ". "),
      jump(say("read_short"), () => showReport(one.report, one.claim)),
    ),
  );
}
