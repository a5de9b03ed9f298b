// The day's states as files: of what the page holds, made in it, so that no server is needed and nothing is loaded.

import { byName, daysBetween } from "./data.js";
import { readPlace } from "./days.js";
import { jump } from "./dom.js";
import { say } from "./words.js";

// Signs that begin a formula in a spreadsheet (OWASP, "CSV Injection"), as `tables/text.py` has them.
const FORMULA = /^[=+\-@＝＋－＠\t\r\n]/;

/** Two links, under the list of places: the states of the day as a table and for a map. */
export function drawDownloads(desk, day) {
  const [table, map] = [
    ["CSV", "text/csv", toCsv],
    ["GeoJSON", "application/geo+json", toGeojson],
  ].map(([format, type, write]) =>
    jump(format, () => save(`${day}.${format.toLowerCase()}`, type, write(listStates(desk, day)))),
  );
  return [say("states_file"), " ", table, " · ", map];
}

/** A row for each place of which something is known on a day, by name: probabilities are of one. */
function listStates(desk, day) {
  const number = daysBetween(desk.first, day);
  const read = desk.places.map((place) => [place, readPlace(desk, place, number)]);
  return read
    .filter(([, reading]) => reading)
    .sort(([a], [b]) => byName(a, b))
    .map(([place, reading]) => ({
      place_id: place.id,
      place: place.name,
      lat: place.lat,
      lon: place.lon,
      day,
      state: reading.state,
      ...Object.fromEntries(desk.states.map((state, at) => [`p_${state}`, reading.shares[at] / 100])),
      disputed: reading.disputed,
      origins: reading.origins,
      last_evidence: reading.last,
      ...(desk.synthetic && { synthetic: true }),
    }));
}

function toCsv(rows) {
  const lines = [Object.keys(rows[0]), ...rows.map((row) => Object.values(row))];
  return lines.map((line) => `${line.map(cell).join(",")}\r\n`).join("");
}

function cell(value) {
  if (typeof value !== "string") return String(value ?? "");
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function toGeojson(rows) {
  const features = rows.map(({ lat, lon, ...properties }) => ({
    type: "Feature",
    geometry: lat === null ? null : { type: "Point", coordinates: [lon, lat] },
    properties,
  }));
  return JSON.stringify({ type: "FeatureCollection", features });
}

function save(name, type, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = `control-${name}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // a browser may still be asking where to put it
}
