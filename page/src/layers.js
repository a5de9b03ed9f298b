// What lies on the map, from the paper up, as a MapLibre style; and which of it goes on and off together.

import { areaLayers } from "./areas.js";
import { drawnAt } from "./crowd.js";
import { isA, isShape } from "./filters.js";
import { CLOSE, chosenName, nameLayers, nameRegion, placeNames } from "./names.js";
import { SHRUNK } from "./places.js";
import { spotLayers } from "./spots.js";
import { symbolLayer, symbolSource } from "./symbols.js";

const COARSE = 1; // pixels that a border may be off where it is drawn from fewer points
// The same of the ground, whose edge is doubt; and the zoom from which on nothing finer is known of it.
const GROUND = { tolerance: 2, maxzoom: 10 };
const AT_ONCE = { "icon-opacity-transition": { duration: 0 } }; // marks that come and go

/** The layers of the style behind each word of `layers` in the address (claims are drawn with the marks). */
export const SWITCHED = {
  areas: ["held", "ruled-1", "ruled-2", "contested"],
  events: ["events"],
  spots: ["spots", "spot-rims", "spot-lines"],
  claims: [],
  names: ["place-names", "place-names-far", "chosen-name", "chosen-name-over", "region-names", "country-names", "river-names", "road-names"],
};

/** The style of a desk's map; the sources `names`, `places`, `spots`, `events` and `areas` are empty until a day is shown. */
export function drawStyle(desk) {
  const collect = (features) => ({ type: "geojson", data: { type: "FeatureCollection", features } });
  return {
    version: 8,
    sources: {
      base: { ...collect(baseFeatures(desk)), tolerance: COARSE },
      names: collect([]),
      areas: { ...collect([]), ...GROUND },
      places: collect([]),
      spots: collect([]),
      events: symbolSource,
    },
    layers: [
      { id: "paper", type: "background", paint: { "background-color": "#efece3" } },
      ...baseLayers(desk),
      ...spotLayers(),
      ...nameLayers(),
      aroundPlace("chosen", { "circle-opacity": 0.08, "circle-stroke-width": 1.5 }),
      aroundPlace("middle", { "circle-opacity": 0, "circle-stroke-width": 2, "circle-stroke-opacity": 0.6 }),
      {
        id: "marks",
        type: "symbol",
        source: "places",
        filter: drawnAt(),
        layout: {
          ...small,
          "icon-image": ["get", "mark"],
          "symbol-sort-key": ["get", "order"],
        },
        paint: AT_ONCE,
      },
      {
        id: "turned",
        type: "symbol",
        source: "places",
        filter: ["!=", ["get", "turned"], ""],
        layout: { ...small, "icon-image": ["get", "turned"] },
        paint: AT_ONCE,
      },
      symbolLayer(),
      { ...placeNames(), id: "place-names-far", maxzoom: CLOSE },
      chosenName("chosen-name-over", "always"),
    ],
  };
}

/** What is land: the countries, and of a desk without these its regions. */
function isLand({ outlines }) {
  const known = outlines.features.some(({ properties }) => properties.kind === "country");
  return known ? ["all", isShape("Polygon"), isA("country")] : isShape("Polygon");
}

/** What stays as it is, in one source: with each source more that lies between the others the map cuts its tiles anew. */
function baseFeatures({ outlines, rivers, roads }) {
  const all = (kind, { features }) => features.map((one) => ({ ...one, properties: { ...one.properties, kind } }));
  return [
    ...outlines.features,
    ...outlines.features.flatMap(nameRegion),
    ...all("river", rivers),
    ...all("road", roads),
  ];
}

const small = {
  "icon-size": ["interpolate", ["linear"], ["zoom"], ...SHRUNK.flatMap(({ zoom, size }) => [zoom, size])],
  "icon-allow-overlap": true,
  "icon-padding": 0,
};

/** A ring around one place, none until the filter names it. */
function aroundPlace(id, paint) {
  const radius = (share, more) => ["+", ["*", share, ["get", "size"]], more];
  return {
    id,
    type: "circle",
    source: "places",
    filter: ["==", ["get", "id"], ""],
    paint: {
      "circle-radius": ["interpolate", ["linear"], ["zoom"], 5, radius(0.6, 4), CLOSE, radius(1, 6)],
      "circle-color": "#1f2328",
      "circle-stroke-color": "#1f2328",
      ...paint,
    },
  };
}

function baseLayers(desk) {
  const land = { "fill-color": "#fbfaf6", "fill-antialias": false };
  const round = { "line-cap": "round", "line-join": "round" };
  return [
    { id: "land", type: "fill", source: "base", filter: isLand(desk), paint: land },
    ...(desk.areas ? areaLayers() : []),
    {
      id: "roads",
      type: "line",
      source: "base",
      filter: isA("road"),
      minzoom: 7,
      layout: round,
      paint: {
        "line-color": "#c4b89c",
        "line-width": ["interpolate", ["linear"], ["zoom"], 7, 0.6, 11, 1.6],
      },
    },
    {
      id: "rivers",
      type: "line",
      source: "base",
      filter: isA("river"),
      layout: round,
      paint: {
        "line-color": "#a9bccb",
        "line-width": ["interpolate", ["linear"], ["zoom"], 5, 0.8, 10, 2.2],
      },
    },
    {
      id: "regions",
      type: "line",
      source: "base",
      filter: isA("region"),
      layout: { "line-join": "round" },
      paint: { "line-color": "#c9c5b9", "line-width": 0.9 },
    },
    {
      id: "countries",
      type: "line",
      source: "base",
      filter: isA("country"),
      layout: { "line-join": "round" },
      paint: { "line-color": "#7d7a70", "line-width": 1.4 },
    },
  ];
}
