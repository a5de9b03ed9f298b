// What changed: the places whose state is another one than before, for the panel's list and the marks on the map.

import { readPlace } from "./days.js";

const UNKNOWN = "unknown";

/** The state of a place on a day; without evidence it is not known. */
export function stateOn(desk, place, number) {
  return readPlace(desk, place, number)?.state ?? UNKNOWN;
}

/** Whether the state of a place on one day is another one than on the other. */
export function isTurned(desk, place, one, other) {
  return Boolean(place.control) && stateOn(desk, place, one) !== stateOn(desk, place, other);
}

/** Each change of state in the days after `since`, up to `number`, the latest first. A first state is no change. */
export function listTurns(desk, since, number) {
  return desk.places
    .flatMap((place) =>
      turnsOf(place)
        .filter(({ on, before }) => before && on <= number && on > since)
        .map((turn) => ({ place, ...turn })),
    )
    .sort((a, b) => b.on - a.on);
}

/** The places whose state differs between two days, the earlier one first, with the day of the last change between
 * them; the latest first. What happened and was undone in between is no change. */
export function compareDays(desk, early, late) {
  return desk.places
    .filter((place) => isTurned(desk, place, early, late))
    .map((place) => ({
      place,
      before: stateOn(desk, place, early),
      after: stateOn(desk, place, late),
      on: turnsOf(place).findLast(({ on }) => on <= late)?.on ?? late,
    }))
    .sort((a, b) => b.on - a.on);
}

function turnsOf(place) {
  return (place.control?.turns ?? []).map(([on, after], at, all) => ({ on, before: all[at - 1]?.[1], after }));
}
