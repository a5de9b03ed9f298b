// What lies on the map, from the paper up, as a MapLibre style.

import { areaLayers } from "./areas.js";
import { CLOSE, isA, nameLayers, namePlaces, nameRegion, placeNames } from "./names.js";
import { spotLayers } from "./spots.js";

/** The style of a desk's map; the sources `places`, `spots` and `areas` are empty until a day is shown. */
export function drawStyle(desk) {
  const source = (data) => ({ type: "geojson", data });
  return {
    version: 8,
    sources: {
      outlines: source(desk.outlines),
      rivers: source(desk.rivers),
      regions: source({ type: "FeatureCollection", features: desk.outlines.features.flatMap(nameRegion) }),
      names: source({ type: "FeatureCollection", features: namePlaces(desk.places) }),
      areas: source({ type: "FeatureCollection", features: [] }),
      places: source({ type: "FeatureCollection", features: [] }),
      spots: source({ type: "FeatureCollection", features: [] }),
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
      ...baseLayers(Boolean(desk.tiles), Boolean(desk.areas)),
      ...spotLayers(),
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

function baseLayers(tiled, mapped) {
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
    ...(mapped ? areaLayers(tiled) : []),
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
