// Chunks of the site, and the desk: each chunk is a script that calls contested.data(name, value), so that a page opened
// from a disk can load it too.

import { el } from "./dom.js";

const asked = new Map();
const files = new Map();
let packs = {}; // the kinds of chunks of which a file holds several, each with its number of files

window.contested = {
  data(name, value) {
    ask(name).resolve(value);
  },
};

function ask(name) {
  if (!asked.has(name)) {
    const one = {};
    one.promise = new Promise((resolve, reject) => Object.assign(one, { resolve, reject }));
    asked.set(name, one);
  }
  return asked.get(name);
}

/** The value of a chunk, loaded once. Rejects where its file, or the chunk in it, is not there. */
export function load(name) {
  const one = ask(name);
  const missing = () => one.reject(new Error(`data/${name}.js`));
  run(fileOf(name)).then(missing, missing); // what is there has been handed over by then
  return one.promise;
}

/** The file that holds a chunk, as `packs.py` has it. */
function fileOf(name) {
  const [kind, number] = name.split("-");
  return packs[kind] ? `${kind}s-${number % packs[kind]}` : name;
}

/** Runs a file, once; resolves when it has run. The desk's is asked for by `index.html`, while this script is read. */
function run(name) {
  if (!files.has(name))
    files.set(
      name,
      new Promise((resolve, reject) => {
        const src = `data/${name}.js`;
        const script = document.querySelector(`script[src="${src}"]`) ?? el("script", { src });
        script.onload = resolve;
        script.onerror = reject;
        if (!script.isConnected) document.head.append(script);
      }),
    );
  return files.get(name);
}

/** ISO day of the `number`th day after `first`. */
export function dayAfter(first, number) {
  return new Date(Date.parse(first) + number * 86400000).toISOString().slice(0, 10);
}

/** Days from `first` to `last`, both ISO. */
export function daysBetween(first, last) {
  return Math.round((Date.parse(last) - Date.parse(first)) / 86400000);
}

/** Whole percents of the desk's states at a place on a day (counted from the desk's first), or null: from the runs
 * that come with its own chunk. */
export function sharesOn(place, number) {
  const { control } = place;
  if (!control?.runs || number < control.from) return null;
  const width = control.width + 1;
  let day = control.from;
  for (let at = 0; at < control.runs.length; at += width) {
    day += control.runs[at];
    if (number < day) return control.runs.slice(at + 1, at + width);
  }
  return control.runs.slice(1 - width);
}

/** The chunk of a place, and with it the runs of its control. */
export async function loadPlace(desk, place) {
  const shelf = place.control && load(`bands-${Math.floor(place.number / desk.shelf)}`);
  const chunk = await load(`place-${place.number}`);
  if (shelf) place.control.runs = (await shelf)[place.number % desk.shelf];
  return chunk;
}

/** Compares places, for a list in the order of their names. */
export function byName(a, b) {
  return a.rank - b.rank;
}

const LONG = 500; // days; of a longer history the last year is shown until all is asked for

/** The desk with what the other modules look up often. */
export function openDesk(desk) {
  ({ packs } = desk);
  for (const place of desk.places) if (place.control) place.control.width = desk.states.length;
  desk.places.forEach((place, number) => Object.assign(place, { number }));
  desk.length = daysBetween(desk.first, desk.last);
  desk.opened = new Map(); // periods by number, and tables of days: see days.js
  desk.tables = new Map();
  desk.dates = new Map();
  [desk.told] = desk.ticks.findLast(([, evidence]) => evidence) ?? [desk.length]; // the last day with evidence
  desk.recent = desk.length > LONG ? Math.max(0, Math.min(desk.length - 365, desk.told - 300)) : 0;
  desk.byId = new Map(desk.places.map((place) => [place.id, place]));
  const { compare } = new Intl.Collator(); // to compare each two by the locale's rules takes a hundred times as long
  [...desk.places].sort((a, b) => compare(a.name, b.name)).forEach((place, rank) => Object.assign(place, { rank }));
  return desk;
}
