// The desk's own map under ours: raster tiles by a template of their addresses, or one PMTiles file, of pictures or of shapes.
// Of shapes only water, roads and buildings are drawn: whose borders those are the desk does not know.

import { addProtocol } from "maplibre-gl";
import { PMTiles, Protocol } from "pmtiles";

import { isShape } from "./filters.js";

const ABOVE = ["held", "roads"]; // of our own layers the first that there is, which lies on the tiles
const GROUND = ["held", "ruled-1", "ruled-2", "contested"];
const THROUGH = 0.6; // how much of our own ground lies on tiles
const SHAPES = 1; // the kind of tiles of a PMTiles file that is no picture
const PALE = { "raster-saturation": -0.8, "raster-opacity": 0.6 };
const KINDS = [
  [/water|ocean|sea/i, { fill: "#dbe4e9", line: "#a9bccb" }],
  [/road|street|transport|highway|rail/i, { line: "#d8cfbb" }],
  [/building/i, { fill: "#e6e1d6" }],
];

function isArchive(tiles) {
  return /\.pmtiles(\?|$)/.test(tiles ?? "");
}

/** Draws the tiles at the address `tiles` on the land and under all else. Rejects where an archive is not there: the map is
 * then what it is without. */
export async function layTiles(map, tiles) {
  const source = isArchive(tiles) ? await openArchive(tiles) : { type: "raster", tiles: [tiles], tileSize: 256 };
  const { layers = [], ...described } = source;
  map.addSource("tiles", described);
  const there = (layer) => map.getLayer(layer);
  const below = ABOVE.find(there);
  const drawn = described.type === "raster" ? [{ id: "tiles", type: "raster", paint: PALE }] : layers.flatMap(drawShapes);
  for (const layer of drawn) map.addLayer({ ...layer, source: "tiles" }, below);
  for (const layer of GROUND.filter(there)) map.setPaintProperty(layer, "fill-opacity", THROUGH);
  if (there("unknown")) map.removeLayer("unknown");
}

async function openArchive(address) {
  const url = new URL(address, document.baseURI).href;
  const archive = new PMTiles(url);
  const protocol = new Protocol();
  protocol.add(archive);
  addProtocol("pmtiles", protocol.tile);
  const { tileType } = await archive.getHeader();
  if (tileType !== SHAPES) return { type: "raster", url: `pmtiles://${url}`, tileSize: 256 };
  const { vector_layers: layers = [] } = await archive.getMetadata();
  return { type: "vector", url: `pmtiles://${url}`, layers: layers.map(({ id }) => id) };
}

function drawShapes(name) {
  const colours = KINDS.find(([words]) => words.test(name))?.[1];
  if (!colours) return [];
  const base = { "source-layer": name };
  const area = { ...base, id: `tiles-${name}-areas`, type: "fill", filter: isShape("Polygon") };
  const line = { ...base, id: `tiles-${name}-lines`, type: "line", filter: isShape("LineString") };
  return [
    colours.fill && { ...area, paint: { "fill-color": colours.fill } },
    colours.line && { ...line, paint: { "line-color": colours.line, "line-width": 0.8 } },
  ].filter(Boolean);
}
