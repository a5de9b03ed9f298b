// A query and filters in; places, claims, sources and reports that fit, out. The index is in chunks (`search`,
// `search-names`, `search-claims-N`, `words-N`), of which only those are loaded that the query's words stand in. It has
// two volumes, an older and a newer one, and numbers claims and reports from the oldest.

import { daysBetween, load } from "./data.js";

const STROKED = { ł: "l", ø: "o", đ: "d", ı: "i" };
const SHORTEST = 2; // letters of a word that is looked for
const STEM = 4; // letters that an ending leaves at least
const NAMED = 8; // places whose other spellings are marked
const LONGEST = 24; // letters that the index keeps of a word

/** Lower case, no accents on Latin letters, no apostrophes, as `publish/site/words.py` folds what it lists. */
export function fold(text) {
  return text
    .replace(/['’ʼ`‘´ʹ′]/g, "")
    .replace(/[ёЁ]/g, "е")
    .replace(/[À-ɏḀ-ỿ]/g, (letter) => STROKED[letter.toLowerCase()] ?? letter.normalize("NFD")[0])
    .toLowerCase();
}

const WORD = /[\p{L}\p{N}]+/gu;

/** The words of a query; the last one may be unfinished. */
export function split(query, endings) {
  const words = (fold(query).match(WORD) ?? []).map((word) => word.slice(0, LONGEST));
  return words.map((word, at) => ({ word, stem: stem(word, endings), open: at === words.length - 1 }));
}

function stem(word, endings) {
  const ending = endings.find((one) => word.length - one.length >= STEM && word.endsWith(one));
  return ending ? word.slice(0, -ending.length) : word;
}

/** Whether a word of the texts is one of the query's: as it begins, where that is unfinished, or with another
 * ending. */
function fits(term, { word, stem: root, open }, endings) {
  if (!term.startsWith(root)) return false;
  if (term === word || (open && term.startsWith(word))) return true;
  const rest = term.slice(root.length);
  return !rest || endings.has(rest);
}

/** Everything that is asked of the index once. */
let opened = null;
export function openIndex(desk) {
  opened ??= Promise.all(
    ["search", "search-names", "search-claims-0", "search-claims-1", "sources"].map(load),
  ).then(
    ([index, names, older, newer, { rows: sources }]) => ({
      index,
      facts: joinFacts(older, newer),
      sources,
      endings: new Set(index.endings),
      common: new Set(index.common),
      names: names.map((spellings, at) => spread(desk.places[at].name) + spellings),
      voices: sources.map(({ name, aliases }) => [name, ...aliases].map(spread).join("")),
    }),
  );
  return opened;
}

/** The columns of both volumes as one. */
function joinFacts(older, newer) {
  const join = (one, other) => {
    if (Array.isArray(one)) return [...one, ...other];
    const values = [...new Set([...one.values, ...other.values])];
    const numbers = other.values.map((value) => values.indexOf(value));
    return { values, column: [...one.column, ...other.column.map((at) => numbers[at])] };
  };
  return Object.fromEntries(Object.entries(older).map(([name, column]) => [name, join(column, newer[name])]));
}

/** A space before each word, so that how a word begins can be looked for in one go. */
const spread = (name) => ` ${(fold(name.replaceAll("-", " ")).match(WORD) ?? []).join(" ")}`;

/** What fits a query and its filters: numbers of places, claims (newest first), sources, reports, and how to
 * mark its words. */
export async function find(desk, query, filters) {
  const open = await openIndex(desk);
  const words = split(query, open.index.endings);
  const asked = words.filter(({ word }) => word.length >= SHORTEST && !open.common.has(word));
  const left = words.filter((one) => !asked.includes(one)).map(({ word }) => word);
  const rows = await Promise.all(asked.map((word) => readRows(open, word)));
  const places = asked.length ? rankPlaces(desk, open, asked, fold(query)) : [];
  const narrowed = Object.values(filters).some((value) => value !== null);
  return {
    left,
    places,
    sources: asked.length ? matching(open.voices, asked) : [],
    claims: asked.length || narrowed ? findClaims(desk, open, asked, rows, filters) : [],
    reports:
      asked.length && !narrowed
        ? unite(
            open.index.reports,
            rows.map(([, reports]) => reports),
          )
        : [],
    marks: (text) => mark(text, asked, open, places),
    facts: open.facts,
    sourceRows: open.sources,
  };
}

/** The claims and the reports that hold a word of the query, as rows of flags. */
async function readRows({ index, endings }, asked) {
  const [older, newer] = index.firsts;
  const numbers = [...findShards(older, asked.stem, 0), ...findShards(newer, asked.stem, older.length)];
  const shards = await Promise.all(numbers.map((number) => load(`words-${number}`)));
  const rows = [new Uint8Array(index.claims), new Uint8Array(index.reports)];
  for (const [term, ...held] of shards.flat())
    if (fits(term, asked, endings))
      held.forEach((steps, which) => {
        let at = 0;
        for (const step of steps) rows[which][(at += step)] = 1;
      });
  return rows;
}

/** The numbers of the shards of a volume in which words may stand that begin so; its first shard has the number
 * `begin`. */
function findShards(firsts, stem, begin) {
  const from = Math.max(
    0,
    firsts.findLastIndex((first) => first <= stem),
  );
  const past = firsts.findIndex((first) => first > stem && !first.startsWith(stem));
  return firsts.map((_, at) => begin + at).slice(from, past < 0 ? undefined : past);
}

/** The numbers that every row flags, the newest first. */
function unite(length, rows) {
  const found = [];
  for (let at = length - 1; at >= 0; at -= 1) if (rows.every((row) => row[at])) found.push(at);
  return found;
}

/** Whether a name has each word of the query, as one of its words begins. */
const holds = (name, words) =>
  words.every(
    ({ stem: root, word, open }) => name.includes(` ${open ? word : root}`) || name.includes(` ${root}`),
  );
const matching = (names, words) => names.flatMap((name, at) => (holds(name, words) ? [at] : []));

/** Places that fit, those called exactly so first, then those of which most is told. */
function rankPlaces(desk, { names }, words, query) {
  const rank = (at) => {
    const name = fold(desk.places[at].name);
    return name === query ? 0 : name.startsWith(query) ? 1 : 2;
  };
  const told = (at) => desk.places[at].evidence + desk.places[at].claims;
  return matching(names, words).sort((a, b) => rank(a) - rank(b) || told(b) - told(a));
}

/** Claims that hold every word, or lie at a place that is called so in another script, and pass all filters. */
function findClaims(desk, open, asked, rows, filters) {
  const { index, facts, names } = open;
  const here = asked.map((word) => new Set(matching(names, [word])));
  const passes = makeFilter(desk, facts, filters);
  const found = [];
  for (let at = index.claims - 1; at >= 0; at -= 1) {
    const fitting = rows.every(
      ([claims], which) => claims[at] || facts.places[at].some((place) => here[which].has(place)),
    );
    if (fitting && passes(at)) found.push(at);
  }
  return found;
}

function makeFilter(desk, facts, filters) {
  const tests = [];
  const column = (key, name) => {
    if (filters[key] === null) return;
    const { values, column: of } = facts[name];
    const wanted = values.indexOf(filters[key] === "none" ? null : filters[key]);
    tests.push((at) => of[at] === wanted);
  };
  column("event", "events");
  column("by", "actors");
  column("stance", "stances");
  column("side", "sides");
  if (filters.voice !== null) tests.push((at) => facts.source[at] === Number(filters.voice));
  if (filters.at !== null) {
    const place = desk.byId.get(filters.at)?.number;
    tests.push((at) => facts.places[at].includes(place));
  }
  const count = (day, none) => (day === null ? none : daysBetween(desk.first, day));
  const [after, before] = [count(filters.after, -Infinity), count(filters.before, Infinity)];
  if (filters.after !== null || filters.before !== null)
    tests.push((at) => facts.days[at] !== null && after <= facts.days[at] && facts.days[at] <= before);
  return (at) => tests.every((test) => test(at));
}

/** A text in pieces, those marked that are words of the query, or other spellings of the places that it
 * finds. */
function mark(text, asked, { endings, index, names }, places) {
  const spelt = new Set(
    places.slice(0, NAMED).flatMap((at) => names[at].split(" ").filter((word) => word.length >= STEM)),
  );
  const pieces = [];
  let end = 0;
  for (const { 0: found, index: start } of text.matchAll(/[\p{L}\p{N}'’ʼ`]+/gu)) {
    const word = fold(found);
    const named = spelt.has(word) || spelt.has(stem(word, index.endings));
    if (!named && !asked.some((one) => fits(word, one, endings))) continue;
    if (start > end) pieces.push([text.slice(end, start), false]);
    pieces.push([found, true]);
    end = start + found.length;
  }
  if (end < text.length) pieces.push([text.slice(end), false]);
  return pieces;
}
