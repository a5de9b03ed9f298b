// Records in, words out. All words are in strings.LANGUAGE.json; this file only puts them together.

import languages from "languages"; // what all of these files hold, by their codes: see build.mjs

// The reader's choice in the address, else what the site was built in.
const asked = [new URLSearchParams(location.hash.slice(1)).get("lang"), document.documentElement.lang, "en"];
export const language = asked.find((code) => Object.hasOwn(languages, code));
const strings = languages[language];
let desk;

/** From now on of this desk: theatre, parties and places are named in the page's language where the desk knows it. */
export function speak(opened) {
  desk = opened;
  document.documentElement.lang = language;
  const { parties = {}, name = desk.theatre, borders_note = desk.borders_note } = desk.spoken[language] ?? {};
  Object.assign(desk, { theatre: name, borders_note });
  for (const [code, words] of Object.entries(parties)) Object.assign(desk.parties[code], words);
  callPlaces();
  return desk;
}

/** Names of places, rivers and regions; what the site was built with stays beside a place's as `built`. */
function callPlaces() {
  const regions = new Map();
  const own = ({ name, called }) => called?.[language] ?? name;
  for (const { properties } of [desk.outlines, desk.rivers, desk.roads].flatMap((one) => one.features)) {
    for (const name of [properties.name, ...Object.values(properties.called ?? {})])
      if (properties.kind === "region") regions.set(name, own(properties));
    properties.name = own(properties);
  }
  for (const place of desk.places)
    Object.assign(place, {
      built: place.name,
      name: own(place),
      admin1: regions.get(place.admin1) ?? place.admin1,
    });
}

/** The languages that the page speaks: their codes, and what each calls itself. */
export function listLanguages() {
  return Object.entries(languages).map(([code, words]) => [code, words.language]);
}

/** The string at `key` ("count.reports"), with {names} filled in; `n` chooses between one and other. */
export function say(key, values = {}) {
  let text = key.split(".").reduce((found, part) => found?.[part], strings);
  if (typeof text === "object" && !Array.isArray(text)) {
    text = text[plural(strings.locale).select(values.n)] ?? text.other;
    values = { ...values, n: number(values.n) };
  }
  return typeof text === "string" ? fill(text, values) : text;
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** "seven", "1,204". */
export function number(n) {
  return strings.numbers[n] ?? n.toLocaleString(strings.locale);
}

/** "7", "1,204": beside a unit. */
export function digits(n) {
  return n.toLocaleString(strings.locale);
}

/** "6.2": to one place. */
function decimal(n) {
  return n.toLocaleString(strings.locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}

export function capital(text) {
  return text.charAt(0).toLocaleUpperCase(strings.locale) + text.slice(1);
}

/** "10 December 2025"; the year is left out where it is that of the day `beside`. */
export function date(day, beside = "") {
  const year = day.slice(0, 4) === beside.slice(0, 4) ? undefined : "numeric";
  return format(day, { day: "numeric", month: "long", year });
}

/** "Dec", for axes; "Jan 2025" where a year begins or the axis does. */
export function month(day, starts) {
  return format(
    day,
    starts || day.slice(5, 7) === "01" ? { month: "short", year: "numeric" } : { month: "short" },
  );
}

/** "December 2025", for headings. */
export function monthOf(day) {
  return format(day, { month: "long", year: "numeric" });
}

function format(day, options) {
  const written = calendar(strings.locale, JSON.stringify(options)).format(new Date(day));
  return written.replace(AFTER_YEAR, "");
}

// Some languages write "year" behind it, shortened with a point that would end the sentence.
const AFTER_YEAR = /(?<=\d{4})\D+$/;

// Formatters are dear to make, and a desk of a thousand places asks for them at every step of the slider.
const kept = (make) => {
  const made = new Map();
  return (...given) => made.get(given.join()) ?? made.set(given.join(), make(...given)).get(given.join());
};
const plural = kept((locale) => new Intl.PluralRules(locale));
const regions = kept((locale) => new Intl.DisplayNames(locale, { type: "region" }));
const calendar = kept(
  (locale, options) => new Intl.DateTimeFormat(locale, { ...JSON.parse(options), timeZone: "UTC" }),
);

/** "between 29 October and 27 December 2024", "February 2022", "2025"; one day as one; "Undated". */
export function interval({ start, end, basis }) {
  if (!start && !end) return say("undated");
  const wide = start && Date.parse(end) - Date.parse(start) > 86400000; // an undated report's
  if (basis === "publication" && end && !wide) return say("reported", { day: date(end) });
  if (!start) return say("until", { end: date(end) });
  if (!end) return say("since", { start: date(start) });
  if (start === end) return date(start);
  const opens = start.endsWith("-01") && new Date(Date.parse(end) + 86400000).getUTCDate() === 1;
  if (opens && start.slice(0, 7) === end.slice(0, 7))
    return format(start, { month: "long", year: "numeric" });
  if (opens && start.slice(4) === "-01-01" && end === `${start.slice(0, 4)}-12-31`) return start.slice(0, 4);
  const near = start.slice(0, 7) === end.slice(0, 7); // "between 2 and 3 December 2025"
  return say("between", {
    start: near ? format(start, { day: "numeric" }) : date(start, end),
    end: date(end),
  });
}

/** "a", "a and b", "a, b and c". */
export function list(items) {
  return items.length < 2
    ? items.join("")
    : say("and", { list: items.slice(0, -1).join(", "), last: items.at(-1) });
}

/** "Ukraine"; a code that is no party of the theatre is named as the country it stands for. */
export function party(code) {
  if (desk.parties[code]) return desk.parties[code].name;
  return /^[A-Z]{2}$/.test(code) ? regions(strings.locale).of(code) : code;
}

/** "Ukrainian-held", "contested", "not Russian-held". */
export function state(code) {
  if (code.startsWith("not:")) return say("not_state", { state: state(code.slice(4)) });
  return desk.parties[code]?.held ?? say(code) ?? code;
}

/** "probably Ukrainian-held". */
export function surely(code, share) {
  return fill(grade("sure", share), { state: state(code) });
}

function grade(key, value) {
  return say(key).find(([least]) => value >= least)[1];
}

/** States of a reading that are likely enough to be named, the likeliest first: [code, percent]. */
function ranked(reading) {
  const least = say("sure").at(-1)[0];
  const shares = desk.states.map((code, index) => [code, reading.shares[index]]);
  return shares.filter(([, share]) => share >= least).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

/** "probably contested", "not known who holds it": the state in a few words. */
export function shortState(reading) {
  if (!reading || reading.state === "unknown") return say("state_short_unknown");
  return surely(reading.state, reading.shares[desk.states.indexOf(reading.state)]);
}

/** The sentence that a place's panel opens with. */
export function stateLine(place, reading, day, first) {
  if (!place.control) return say(place.evidence ? "unvouched" : "no_evidence", { place: place.name });
  if (!reading) return say("no_evidence_yet", { place: place.name, day: date(day), first: date(first) });
  const likely = ranked(reading).map(([code, share]) =>
    say("share", { words: surely(code, share), share: Math.min(share, reading.state === "unknown" ? 49 : 99) }),
  ); // no report can bear out 100%; and of what is not known nothing reaches half
  const unknown = reading.state === "unknown" && (likely.length ? "state_unknown" : "state_unknown_bare");
  const states = unknown ? say(unknown, { states: likely.join(", ") }) : likely.join(", ");
  const disputed = reading.disputed ? say("state_disputed") : "";
  const origins = say("origins", { n: reading.origins });
  const carried = reading.reports
    ? say("carried", { reports: say("reports", { n: reading.reports }), origins })
    : origins;
  const line = say("state_line", { place: place.name, day: date(day), states, disputed });
  return reading.last
    ? line + say("state_from", { n: reading.origins, origins: capital(carried), day: date(reading.last, day) })
    : line;
}

/** One line for each side that may hold places: what it says, since when, from how many of its origins. */
export function sideLines(reading) {
  return desk.holders.map((side) => {
    const said = reading.claimed[side];
    if (!said) return say("side_silent", { side: party(side) });
    return say("side_says", {
      side: party(side),
      state: state(said.state),
      day: date(said.since),
      origins: say("origins", { n: said.origins }),
    });
  });
}

/** "weighs heavily (odds × 13): a party against its own interest"; weights come in nats. */
export function weigh({ weight, reason }) {
  const odds = Math.exp(weight);
  const factor = odds >= 10 ? digits(Math.round(odds)) : decimal(odds);
  return say("weight_line", { weight: grade("weight", weight), factor, reason });
}

/** "Russian-aligned channel", "Ukrainian military", "think-tank". */
export function describeVoice({ kind, side }) {
  const name = say(`kinds.${kind}`);
  if (!side) return name;
  const adjective = desk.parties[side]?.adjective ?? party(side);
  return say(say("belonging").includes(kind) ? "belongs" : "aligned", { adjective, kind: name });
}

/** "Drone strike": the language's own word, else the event's name in the contract. */
export function eventName(event) {
  return capital(say(`happenings.${event}.name`) ?? event.replaceAll("_", " "));
}

/** "hits something there with drones". */
export function eventGloss(event) {
  return say(`happenings.${event}.gloss`) ?? desk.events[event].gloss;
}

/** "by Russia; target: Ukraine; denied". */
export function eventLine({ actor, target, stance }) {
  const parts = [
    actor && say("by", { actor: party(actor) }),
    target && say("target", { target: party(target) }),
  ];
  parts.push(stance && say(`stances.${stance}`));
  return parts.filter(Boolean).join("; ");
}
