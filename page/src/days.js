// How every place stood on a day: chunks by period in, readings out.

import { dayAfter, daysBetween, load } from "./data.js";

const NOBODY = 255; // the percent of a day before the first of a place
const KEPT = 4; // tables of days: those that are compared, and those before them

/** Loads what the days that are shown are told by; null where all of it is here. */
export function prepareDays(desk, { day, since }) {
  const wanted = [day, since].filter(Boolean).map((one) => periodOf(desk, daysBetween(desk.first, one)));
  const missing = wanted.filter((number) => !desk.opened.has(number));
  return missing.length ? Promise.all(missing.map((number) => open(desk, number))) : null;
}

async function open(desk, number) {
  desk.opened.set(number, await load(`days-${number}`));
}

function periodOf(desk, number) {
  return desk.periods.findLastIndex((start) => start <= Math.max(0, number));
}

/** What is known of a place on a day (counted from the desk's first, in a period that is here): shares, state, disputed,
 * claimed, origins, reports, last; null without evidence. */
export function readPlace(desk, place, number) {
  if (!place.control || number < place.control.from) return null;
  const { shares, turns } = tableOn(desk, Math.min(number, desk.length));
  const turn = turns[place.number];
  const width = desk.states.length;
  const at = place.number * width;
  if (!turn || !turn[ORIGINS] || shares[at] === NOBODY) return null;
  return new Reading(desk, turn, shares.subarray(at, at + width));
}

const [STATE, DISPUTED, ORIGINS, LAST, REPORTS, CLAIMED] = [2, 3, 4, 5, 6, 7]; // after the day and the place

/** A reading; what a map of ten thousand places does not ask for is worked out when it is asked for. */
class Reading {
  constructor(desk, turn, shares) {
    this.desk = desk;
    this.turn = turn;
    this.shares = shares;
    this.state = desk.codes[turn[STATE]];
    this.disputed = turn[DISPUTED] === 1;
    this.origins = turn[ORIGINS];
    this.reports = turn[REPORTS];
  }

  get last() {
    const day = this.turn[LAST];
    return day === null ? null : isoOf(this.desk, day);
  }

  /** By side what it says, since when, and from how many origins. */
  get claimed() {
    const { desk, turn } = this;
    const claimed = {};
    for (let at = CLAIMED; at < turn.length; at += 4)
      claimed[desk.codes[turn[at]]] = {
        state: desk.codes[turn[at + 1]],
        since: isoOf(desk, turn[at + 2]),
        origins: turn[at + 3],
      };
    return claimed;
  }
}

/** An ISO day, made once: a map asks for the same few thousand times over. */
function isoOf(desk, number) {
  return desk.dates.get(number) ?? desk.dates.set(number, dayAfter(desk.first, number)).get(number);
}

/** The shares of all places and their latest turns on a day. */
function tableOn(desk, number) {
  const kept = desk.tables.get(number);
  if (kept) return kept;
  const period = periodOf(desk, number);
  const chunk = desk.opened.get(period);
  if (!chunk) throw new Error(`data/days-${period}.js`);
  const table = lay(chunk, desk.states.length, desk.periods[period], number);
  if (desk.tables.size >= KEPT) desk.tables.delete(desk.tables.keys().next().value);
  desk.tables.set(number, table);
  return table;
}

function lay({ start, moves, places, shares: moved, turns: known }, width, first, number) {
  const shares = Uint8Array.from(start);
  const passed = moves.slice(0, number - first).reduce((sum, count) => sum + count, 0);
  for (let at = 0; at < passed; at += 1)
    for (let column = 0; column < width; column += 1)
      shares[places[at] * width + column] = moved[at * width + column];
  const turns = [];
  for (const turn of known) {
    if (turn[0] > number) break;
    turns[turn[1]] = turn;
  }
  return { shares, turns };
}
