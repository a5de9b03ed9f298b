// What lies on the map, from the paper up, as a MapLibre style; and which of it goes on and off together.

import { areaLayers } from "./areas.js";
import { drawnAt } from "./crowd.js";
import { CLOSE, chosenName, isA, nameLayers, namePlaces, nameRegion, placeNames } from "./names.js";
import { SHRUNK } from "./places.js";
import { spotLayers } from "./spots.js";
import { symbolLayer, symbolSource } from "./symbols.js";

/** The layers of the style behind each word of `layers` in the address (claims are drawn with the marks). */
export const SWITCHED = {
  areas: ["held", "ruled-1", "ruled-2", "contested"],
  events: ["events"],
  spots: ["spots", "spot-rims", "spot-lines"],
  claims: [],
  names: ["place-names", "place-names-far", "chosen-name", "chosen-name-over", "region-names", "country-names", "river-names", "road-names"],
};

/** The style of a desk's map; the sources `places`, `spots`, `events` and `areas` are empty until a day is shown. */
export function drawStyle(desk) {
  const source = (data) => ({ type: "geojson", data });
  const collect = (features) => source({ type: "FeatureCollection", features });
  return {
    version: 8,
    sources: {
      outlines: source(desk.outlines),
      rivers: source(desk.rivers),
      roads: source(desk.roads),
      regions: collect(desk.outlines.features.flatMap(nameRegion)),
      names: collect(namePlaces(desk.places)),
      areas: collect([]),
      places: collect([]),
      spots: collect([]),
      events: symbolSource,
    },
    layers: [
      { id: "paper", type: "background", paint: { "background-color": "#efece3" } },
      ...baseLayers(Boolean(desk.areas)),
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
      },
      {
        id: "turned",
        type: "symbol",
        source: "places",
        filter: ["!=", ["get", "turned"], ""],
        layout: { ...small, "icon-image": ["get", "turned"] },
      },
      symbolLayer(),
      { ...placeNames(), id: "place-names-far", maxzoom: CLOSE },
      chosenName("chosen-name-over", "always"),
    ],
  };
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

function baseLayers(mapped) {
  const land = { "fill-color": "#fbfaf6", "fill-antialias": false };
  const round = { "line-cap": "round", "line-join": "round" };
  return [
    { id: "land", type: "fill", source: "outlines", paint: land },
    ...(mapped ? areaLayers() : []),
    {
      id: "roads",
      type: "line",
      source: "roads",
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
      source: "rivers",
      layout: round,
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
