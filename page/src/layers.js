// What lies on the map, from the paper up, as a MapLibre style: no font and no glyph is fetched, since
// without a `glyphs` address MapLibre draws the letters from the fonts that are there.

import { radius } from "./marks.js";

const SANS = ["Segoe UI", "Roboto", "Helvetica Neue", "Liberation Sans", "Arial", "sans-serif"];
const SERIF = ["Georgia Italic", "Liberation Serif Italic", "serif"];
const CLOSE = 8; // from this zoom on names keep off the marks; further out they lie over them
const COUNTRIES = 5.2; // below this zoom countries are named, above it regions

/** The style of a desk's map; the source `places` is empty until a day is shown. */
export function drawStyle(desk) {
  const names = desk.places
    .filter((place) => place.lat !== null)
    .map((place) => ({
      type: "Feature",
      geometry: { type: "Point", coordinates: [place.lon, place.lat] },
      properties: {
        name: place.name,
        rank: -(place.evidence * 3 + Math.log10(place.population + 1)),
        gap: (radius(place) + 10) / (place.population >= 1e4 ? 15 : 13),
        large: place.population >= 1e4,
        followed: Boolean(place.control),
      },
    }));
  const source = (data) => ({ type: "geojson", data });
  return {
    version: 8,
    sources: {
      outlines: source(desk.outlines),
      rivers: source(desk.rivers),
      regions: source({ type: "FeatureCollection", features: desk.outlines.features.flatMap(nameRegion) }),
      names: source({ type: "FeatureCollection", features: names }),
      places: source({ type: "FeatureCollection", features: [] }),
      ...(desk.tiles && { tiles: { type: "raster", tiles: [desk.tiles], tileSize: 256 } }),
    },
    layers: [
      { id: "paper", type: "background", paint: { "background-color": "#efece3" } },
      ...(desk.tiles
        ? [
            {
              id: "tiles",
              type: "raster",
              source: "tiles",
              paint: { "raster-saturation": -0.8, "raster-opacity": 0.6 },
            },
          ]
        : []),
      ...baseLayers(Boolean(desk.tiles)),
      ...nameLayers(),
      {
        id: "chosen",
        type: "circle",
        source: "places",
        filter: ["==", ["get", "id"], ""],
        paint: {
          "circle-radius": [
            "interpolate",
            ["linear"],
            ["zoom"],
            5,
            ["+", ["*", 0.6, ["get", "size"]], 4],
            CLOSE,
            ["+", ["get", "size"], 6],
          ],
          "circle-color": "#1f2328",
          "circle-opacity": 0.08,
          "circle-stroke-width": 1.5,
          "circle-stroke-color": "#1f2328",
        },
      },
      {
        id: "marks",
        type: "symbol",
        source: "places",
        layout: {
          "icon-image": ["get", "mark"],
          "icon-size": ["interpolate", ["linear"], ["zoom"], 5, 0.6, CLOSE, 1],
          "icon-allow-overlap": true,
          "icon-padding": 0,
          "symbol-sort-key": ["get", "order"],
        },
      },
      { ...placeNames(), id: "place-names-far", maxzoom: CLOSE },
    ],
  };
}

const isA = (kind) => ["==", ["get", "kind"], kind];

function baseLayers(tiled) {
  return [
    ...(tiled
      ? []
      : [
          {
            id: "land",
            type: "fill",
            source: "outlines",
            paint: { "fill-color": "#fbfaf6", "fill-antialias": false },
          },
        ]),
    {
      id: "rivers",
      type: "line",
      source: "rivers",
      layout: { "line-cap": "round", "line-join": "round" },
      paint: {
        "line-color": "#a9bccb",
        "line-width": ["interpolate", ["linear"], ["zoom"], 5, 0.8, 10, 2.2],
      },
    },
    {
      id: "regions",
      type: "line",
      source: "outlines",
      filter: isA("region"),
      layout: { "line-join": "round" },
      paint: { "line-color": "#c9c5b9", "line-width": 0.9 },
    },
    {
      id: "countries",
      type: "line",
      source: "outlines",
      filter: isA("country"),
      layout: { "line-join": "round" },
      paint: { "line-color": "#7d7a70", "line-width": 1.4 },
    },
  ];
}

const halo = { "text-halo-color": "#fbfaf6", "text-halo-width": 1.6 };

function regionNames(kind) {
  return {
    id: `${kind}-names`,
    type: "symbol",
    source: "regions",
    filter: isA(kind),
    layout: {
      "text-field": ["get", "name"],
      "text-font": SANS,
      "text-size": 11,
      "text-transform": "uppercase",
      "text-letter-spacing": 0.14,
      "text-max-width": 8,
    },
    paint: { ...halo, "text-color": "#77746a" },
  };
}

function placeNames() {
  return {
    id: "place-names",
    type: "symbol",
    source: "names",
    layout: {
      "text-field": ["get", "name"],
      "text-font": SANS,
      "text-size": ["case", ["get", "large"], 15, 13],
      "text-variable-anchor": ["left", "right", "top", "bottom", "top-left", "bottom-left"],
      "text-radial-offset": ["get", "gap"],
      "text-justify": "auto",
      "symbol-sort-key": ["get", "rank"],
      "text-padding": 1,
    },
    paint: { ...halo, "text-color": ["case", ["get", "followed"], "#1f2328", "#5b616a"] },
  };
}

function nameLayers() {
  return [
    { ...regionNames("country"), maxzoom: COUNTRIES },
    { ...regionNames("region"), minzoom: COUNTRIES, maxzoom: 11 },
    {
      id: "river-names",
      type: "symbol",
      source: "rivers",
      minzoom: 7,
      layout: {
        "text-field": ["get", "name"],
        "text-font": SERIF,
        "text-size": 12,
        "symbol-placement": "line",
        "text-letter-spacing": 0.08,
        "symbol-spacing": 360,
      },
      paint: { ...halo, "text-color": "#577389" },
    },
    { ...placeNames(), minzoom: CLOSE },
  ];
}

/** A point for the name of a region or country: the middle of its largest ring. */
function nameRegion({ geometry, properties }) {
  if (!properties.name || !geometry) return [];
  const rings =
    geometry.type === "Polygon"
      ? [geometry.coordinates[0]]
      : geometry.type === "MultiPolygon"
        ? geometry.coordinates.map((polygon) => polygon[0])
        : [];
  if (!rings.length) return [];
  const [, coordinates] = rings.map(middle).sort((a, b) => b[0] - a[0])[0];
  return [{ type: "Feature", geometry: { type: "Point", coordinates }, properties }];
}

/** Area and centroid of a ring (shoelace formula), in square degrees and degrees. */
function middle(ring) {
  let area = 0,
    x = 0,
    y = 0;
  for (let at = 0; at + 1 < ring.length; at += 1) {
    const [[x0, y0], [x1, y1]] = [ring[at], ring[at + 1]];
    const cross = x0 * y1 - x1 * y0;
    area += cross;
    x += (x0 + x1) * cross;
    y += (y0 + y1) * cross;
  }
  return [Math.abs(area), area ? [x / (3 * area), y / (3 * area)] : ring[0]];
}
