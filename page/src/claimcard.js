// One claim of a report, field by field, in words.

import { el, jump } from "./dom.js";
import { showPlace, showReport } from "./state.js";
import { capital, describeVoice, digits, eventGloss, eventName, interval, party, say } from "./words.js";

/** The card of the claim at `index`; where others are made in the same words, it leads to them. */
export function drawCard(desk, report, index, number) {
  const claim = report.claims[index];
  const rows = [
    ["event", [el("b", {}, eventName(claim.event)), ` – ${eventGloss(claim.event)}`]],
    ["actor", claim.actor && party(claim.actor)],
    ["target", claim.target && party(claim.target)],
    ["place", claim.places.length > 0 && placesOf(desk, claim)],
    ["when", whenOf(claim.when)],
    ["voice", voicesOf(claim, report)],
    ["stance", say(`stances_said.${claim.stance}`)],
    ["figure", claim.figures.length > 0 && claim.figures.map(figureOf).join("; ")],
  ];
  return el(
    "div",
    { class: "card", lang: document.documentElement.lang },
    sameWords(report, index, number),
    el(
      "dl",
      {},
      rows
        .filter(([, said]) => said)
        .map(([key, said]) => el("div", {}, el("dt", {}, say(`fields.${key}`)), el("dd", {}, said))),
    ),
  );
}

/** Links to the claims that share words with this one. */
function sameWords(report, index, number) {
  const beside = new Set(report.pieces.flatMap(([, marks]) => (marks.includes(index) ? marks : [])));
  if (beside.size < 2) return null;
  const links = [...beside]
    .sort((a, b) => a - b)
    .map((one) =>
      jump(eventName(report.claims[one].event), () => showReport(number, report.claims[one].claim), {
        "aria-current": one === index ? "true" : null,
      }),
    );
  return el(
    "p",
    { class: "aside same" },
    `${capital(say("report_same", { n: links.length }))} `,
    links.flatMap((link, at) => [at ? " · " : "", link]),
  );
}

/** A place that a claim names, as a link where it has a page; else the words that name it. */
export function linkPlace(desk, id, name) {
  const place = desk.byId.get(id);
  return place ? jump(place.name, () => showPlace(id)) : name;
}

function placesOf(desk, { places, roles, where }) {
  const named = places.flatMap(([id, name], at) => [
    at ? "; " : "",
    `${say(`roles.${roles[at]}`)} `,
    linkPlace(desk, id, name),
  ]);
  return where.length ? [...named, ` (${where.join("; ")})`] : named;
}

/** The days, in which words the report says so, and how they follow from these. */
function whenOf(when) {
  const basis = say(`bases.${when.basis}`);
  const quoted = when.text ? ` “${when.text}”` : "";
  return `${capital(interval(when))}${quoted && `:${quoted}`} – ${basis}`;
}

/** The chain from the publisher to the one on whose word it stands. */
function voicesOf({ voices }, report) {
  const publisher = report.publisher ?? say("publisher_unknown");
  if (!voices.length) return say("own_word", { publisher });
  const named = voices.map((voice) => {
    const about = describeVoice(voice);
    return voice.name.toLowerCase().includes(about) ? voice.name : `${voice.name} (${about})`;
  });
  return [publisher, ...named].join(" ← ");
}

/** "“a dozen drones”: 12 drones"; a bound that the text does not give is not said. */
function figureOf([text, low, high, unit, approximate]) {
  if (low === null && high === null) return `“${text}”`;
  const form = low === null ? "most" : high === null ? "least" : low !== high ? "range" : approximate ? "about" : "exact";
  const bounds = { low: low === null ? "" : digits(low), high: high === null ? "" : digits(high), unit };
  return `“${text}”: ${say(`bounds.${form}`, bounds)}`;
}
