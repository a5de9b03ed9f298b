// The months that an axis of days is labelled with: as many as fit, and on round ones, so that years are named.

import { dayAfter } from "./data.js";
import { month } from "./words.js";

const STEPS = [1, 2, 3, 6, 12, 24, 60]; // months

/** [number of the day, its label] for the desk's days after `from`, at most `most` of them. */
export function monthsAfter(desk, from, most) {
  const firsts = [];
  for (let number = from; number <= desk.length; number += 1) {
    const day = dayAfter(desk.first, number);
    if (day.endsWith("-01")) firsts.push([number, day]);
  }
  const step = STEPS.find((months) => firsts.length / months <= most) ?? STEPS.at(-1);
  return firsts
    .filter(([, day]) => (Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1) % step === 0)
    .map(([number, day], at) => [number, step < 12 ? month(day, at === 0) : day.slice(0, 4)]);
}
