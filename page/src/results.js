// What a search finds, in groups: places, claims with their sentence, sources, reports. How many there are is
// said.

import { daysBetween, load } from "./data.js";
import { readPlace } from "./days.js";
import { el, jump, pages } from "./dom.js";
import { find, fold, openIndex } from "./find.js";
import { current, FILTERS, show, showPlace, showReport } from "./state.js";
import {
  capital,
  describeVoice,
  digits,
  eventLine,
  eventName,
  interval,
  list,
  party,
  say,
  shortState,
} from "./words.js";

const FEW = 6; // places and sources at first
const PAGE = 50; // claims
const SHORTEST_TYPE = 4; // letters of a word that may name a type of event
const FEW_REPORTS = 10;
const AROUND = 90; // characters of a report's text before the first word that is found, and twice as many behind it

export async function drawResults(desk, shown) {
  const filters = Object.fromEntries(FILTERS.map((key) => [key, shown[key] ?? null]));
  const found = await find(desk, shown.q ?? "", filters);
  const nothing = !["places", "claims", "sources", "reports"].some((key) => found[key].length);
  return [
    el("h2", { class: "title" }, shown.q ? say("found.title", { query: shown.q }) : say("found.all")),
    drawFilters(desk, found, filters),
    found.left.length > 0 &&
      el("p", { class: "note" }, say("found.left", { words: list(found.left.map((word) => `“${word}”`)) })),
    ...eventHints(desk, shown.q ?? "", filters),
    nothing && el("p", { class: "lead" }, say(shown.q ? "found.nothing" : "found.empty", { query: shown.q })),
    ...listed("places", found.places, (at) => placeHit(desk, desk.places[at], found)),
    ...(await drawClaims(desk, found)),
    ...listed("sources", found.sources, (at) => sourceHit(found.sourceRows[at], at)),
    ...(await drawReports(found)),
  ].filter(Boolean);
}

/** The types of events that a query names, each as a filter with what else the query says. */
function eventHints(desk, query, filters) {
  const words = fold(query).split(/\s+/).filter((word) => word.length >= SHORTEST_TYPE);
  if (!words.length || filters.event) return [];
  const named = Object.keys(desk.events).flatMap((event) => {
    const name = fold(eventName(event)).split(/[^\p{L}]+/u);
    const own = words.filter((word) => name.some((one) => one.startsWith(word)));
    const rest = fold(query).split(/\s+/).filter((word) => !own.includes(word));
    return own.length ? [[event, rest.join(" ")]] : [];
  });
  const links = named.map(([event, rest], at) => [
    at ? ", " : " ",
    jump(eventName(event), () => show({ event, q: rest || null }, false)),
  ]);
  return links.length ? [el("p", { class: "note" }, say("found.as_type"), ...links.flat())] : [];
}

/** Opens the first thing that fits a query; says whether there is one. */
export async function openFirst(desk, query) {
  const filters = Object.fromEntries(FILTERS.map((key) => [key, current()[key] ?? null]));
  const { places, claims, sources, reports, facts } = await find(desk, query, filters);
  if (places.length) showPlace(desk.places[places[0]].id);
  else if (claims.length) showReport(String(facts.report[claims[0]]), (await cardOf(claims[0]))[0]);
  else if (sources.length) show({ tab: "sources", source: String(sources[0]), report: null, claim: null });
  else if (reports.length) showReport(String((await titleOf(reports[0]))[0]), null);
  else return false;
  return true;
}

function listed(group, items, make) {
  if (!items.length) return [];
  return [
    el("h3", {}, heading(group, Math.min(items.length, FEW), items.length)),
    ...pages(el("ul", { class: "hits" }), items, make, say("more"), FEW),
  ];
}

/** "Claims: the first 50 of 1,234"; "Places: 3". */
function heading(group, shown, all) {
  const key = shown < all ? "found.some" : "found.every";
  return say(key, { group: say(`found.groups.${group}`), shown: digits(shown), all: digits(all) });
}

const marked = (pieces) => pieces.map(([text, hit]) => (hit ? el("mark", {}, text) : text));

function placeHit(desk, place, found) {
  const reading = place.control && readPlace(desk, place, daysBetween(desk.first, current().day));
  const facts = [place.admin1, reading && shortState(reading), say("count.claims", { n: place.claims })];
  return el(
    "li",
    {},
    jump(marked(found.marks(place.name)), () => showPlace(place.id), { class: "jump hit" }),
    el("span", { class: "aside" }, ` ${facts.filter(Boolean).join(" · ")}`),
  );
}

function sourceHit(row, at) {
  return el(
    "li",
    {},
    jump(row.name, () => show({ tab: "sources", source: String(at), report: null, claim: null }), {
      class: "jump hit",
    }),
    el("span", { class: "aside" }, ` ${describeVoice(row)} · ${say("count.claims", { n: row.claims })}`),
  );
}

/** The claims, a page at a time; the cards of a page are loaded before it is shown. */
async function drawClaims(desk, found) {
  if (!found.claims.length) return [];
  return paged("claims", found.claims, PAGE, async (at) =>
    claimHit(await cardOf(at), String(found.facts.report[at]), found),
  );
}

async function drawReports(found) {
  if (!found.reports.length) return [];
  return paged("reports", found.reports, FEW_REPORTS, async (at) => reportHit(await titleOf(at), found));
}

/** A list of which the heading tells how much is shown, and a button for more. */
async function paged(group, items, size, make) {
  const title = el("h3", {});
  const rows = el("ol", { class: "hits" });
  let shown = 0;
  const more = async () => {
    const made = await Promise.all(items.slice(shown, shown + size).map(make));
    rows.append(...made);
    shown += made.length;
    title.textContent = heading(group, shown, items.length);
    button.hidden = shown >= items.length;
  };
  const button = jump(say("more"), more);
  await more();
  return [title, rows, button];
}

async function cardOf(at) {
  const { index } = await openIndex();
  return (await load(`cards-${Math.floor(at / index.cards)}`))[at % index.cards];
}

async function titleOf(at) {
  const { index } = await openIndex();
  return (await load(`titles-${Math.floor(at / index.cards)}`))[at % index.cards];
}

function claimHit(
  [claim, text, event, actor, target, stance, when, publisher, voices, places],
  report,
  found,
) {
  const names = [...voices].reverse();
  if (publisher && !names.includes(publisher)) names.push(publisher);
  const facts = [
    eventName(event),
    list(places),
    interval({ start: when[0], end: when[1], basis: when[2] }),
    eventLine({ actor, target, stance }),
    names.join(" → "),
  ];
  return el(
    "li",
    {},
    jump(
      ["“", marked(found.marks(text.replaceAll("“", "‘").replaceAll("”", "’"))), "”"],
      () => showReport(report, claim),
      { class: "jump hit said" },
    ),
    el("p", { class: "aside" }, facts.filter(Boolean).join(" · ")),
  );
}

/** A report by its title, with the words around the first one that is found in its text. */
function reportHit([number, title, publisher, published], found) {
  const snippet = el("p", { class: "aside" });
  load(`report-${number}`).then(({ pieces }) => {
    const text = pieces
      .map(([piece]) => piece || " … ")
      .join("")
      .replace(/\s+/g, " ");
    snippet.append(...marked(excerpt(found.marks(text))));
  });
  const facts = [
    publisher ?? say("publisher_unknown"),
    published ? interval({ start: published, end: published }) : say("report_undated"),
  ];
  return el(
    "li",
    {},
    jump(marked(found.marks(title)), () => showReport(String(number), null), { class: "jump hit" }),
    el("span", { class: "aside" }, ` ${facts.join(", ")}`),
    snippet,
  );
}

/** Of pieces of a long text those around the first marked one. */
function excerpt(pieces) {
  const first = pieces.findIndex(([, hit]) => hit);
  if (first < 0) return [];
  const before = (pieces[first - 1]?.[0] ?? "").slice(-AROUND);
  const shown = [[`… ${before}`, false]];
  let left = 2 * AROUND;
  for (const [text, hit] of pieces.slice(first)) {
    shown.push([text.slice(0, left), hit]);
    left -= text.length;
    if (left <= 0) break;
  }
  return [...shown, [" …", false]];
}

/** What narrows the claims. Open where something does. */
function drawFilters(desk, found, filters) {
  const { facts } = found;
  const change = (key) => (event) => show({ [key]: event.target.value || null }, false);
  const field = (key, control) =>
    el("div", {}, el("label", { for: `filter-${key}` }, say(`found.filters.${key}`)), control);
  const choice = (key, options) =>
    field(
      key,
      el(
        "select",
        { id: `filter-${key}`, onchange: change(key) },
        el("option", { value: "" }, say("found.any")),
        options.map(([value, text]) =>
          el("option", { value, selected: String(value) === filters[key] }, text),
        ),
      ),
    );
  const day = (key) =>
    field(
      key,
      el("input", {
        type: "date",
        id: `filter-${key}`,
        value: filters[key],
        min: desk.first,
        max: desk.as_of,
        onchange: change(key),
      }),
    );
  const parties = ({ values }, none) =>
    values.map((code) => (code === null ? ["none", none] : [code, party(code)]));
  const near = found.places.slice(0, 8).map((at) => desk.places[at]);
  const at = desk.byId.get(filters.at);
  const places = [...new Set([...(at ? [at] : []), ...near])];
  const voices = found.sourceRows
    .map((row, number) => [number, row])
    .filter(([number, row]) => row.claims && (number < 100 || String(number) === filters.voice))
    .map(([number, row]) => [number, row.name]);
  const active = FILTERS.filter((key) => filters[key] !== null);
  return el(
    "details",
    { class: "filters", open: keepOpen, ontoggle: ({ target }) => (keepOpen = target.open) },
    el("summary", {}, active.length ? say("found.narrowed", { n: active.length }) : say("found.narrow")),
    el(
      "div",
      { class: "choices" },
      choice(
        "event",
        [...facts.events.values].sort().map((event) => [event, eventName(event)]),
      ),
      choice(
        "at",
        places.map((place) => [place.id, place.name]),
      ),
      choice("by", parties(facts.actors, say("found.nobody"))),
      choice("side", parties(facts.sides, say("found.third"))),
      choice(
        "stance",
        facts.stances.values.map((stance) => [
          stance,
          capital(say(`stances.${stance}`) || say("found.flat")),
        ]),
      ),
      choice("voice", voices),
      day("after"),
      day("before"),
    ),
    active.length > 0 &&
      jump(say("found.clear"), () => show(Object.fromEntries(FILTERS.map((key) => [key, null])), false)),
  );
}

let keepOpen = false; // the filters stay as the reader has left them
