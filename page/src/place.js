// The panel of one place on one day: the sentence, what each side says, the band, the evidence, the rest.

import { statedLines } from "./areas.js";
import { drawBand, fillOf } from "./band.js";
import { dayAfter, daysBetween } from "./data.js";
import { readPlace } from "./days.js";
import { el, jump, pages } from "./dom.js";
import { drawEventsHere } from "./events.js";
import { drawPlaceFigures } from "./figures.js";
import { goBack, show, showReport } from "./state.js";
import { drawTree, quotation } from "./tree.js";
import {
  date,
  describeVoice,
  eventLine,
  eventName,
  interval,
  party,
  say,
  sideLines,
  state,
  stateLine,
  weigh,
} from "./words.js";

const FEW = 8; // items of a list at first: the strongest, which settle the state

export function drawPlace(desk, place, chunk, stated, { day, from }, width) {
  const number = daysBetween(desk.first, day);
  const reading = readPlace(desk, place, number);
  const first = place.control && dayAfter(desk.first, place.control.from);
  const where = [place.admin1, place.country && party(place.country)].filter(Boolean).join(", ");
  const drawn = [
    el("p", { class: "way" }, jump(say("all_places"), goBack)),
    el("h2", {}, place.name, where && el("small", {}, where)),
    el("p", { class: "state" }, stateLine(place, reading, day, first)),
  ];
  if (reading)
    drawn.push(
      el(
        "ul",
        { class: "sides" },
        sideLines(reading).map((line) => el("li", {}, line)),
      ),
    );
  if (place.control) drawn.push(...drawEvidence(desk, place, chunk, reading, { number, from, width }));
  drawn.push(...drawEventsHere(desk, place, chunk.events, day, FEW));
  const here = stated.filter((one) => one.number === place.number);
  drawn.push(...statedLines(here, day), ...drawPlaceFigures(desk, chunk.figures));
  return [...drawn, ...drawHappened(chunk.happened)];
}

function drawEvidence(desk, place, chunk, reading, { number, from, width }) {
  const leading = reading ? desk.states[reading.shares.indexOf(Math.max(...reading.shares))] : null;
  const onday = (chosen) => show({ day: dayAfter(desk.first, chosen) });
  const numbers = chunk.shown.findLast(([day]) => day <= number)?.[1] ?? [];
  const shown = numbers.map((index) => chunk.evidence[index]);
  const later = chunk.evidence.length - numbers.length;
  return [
    el("h3", {}, say("band")),
    drawBand(desk, place, chunk.evidence, { day: number, since: from, leading, width, onday }),
    leading && el("p", { class: "note" }, say("band_note", { state: state(leading) })),
    el("h3", {}, say("evidence")),
    ...(shown.length
      ? pages(el("ol", { class: "evidence" }), shown, (one) => evidenceItem(desk, one), say("more"), FEW)
      : [el("p", { class: "note" }, say("evidence_none"))]),
    later > 0 && el("p", { class: "note" }, say("evidence_later", { n: later })),
  ].filter(Boolean);
}

function evidenceItem(desk, one) {
  const colour = fillOf(desk, one.says.replace("not:", ""));
  const side = desk.holders.includes(one.says) ? { borderLeftColor: colour } : {};
  const hatched = one.says === "contested" ? "hatched" : null;
  return el(
    "li",
    { class: hatched, style: side },
    quoted(one),
    voices(one),
    el(
      "p",
      { class: "aside" },
      `${[...one.where, date(one.on)].join(" · ")}: ${say("says", { state: state(one.says) })}; ${counts(one)}. `,
      jump(say("read"), () => showReport(one.report, one.claim)),
    ),
    one.taken_back && el("p", { class: "note" }, say("taken_back", { day: date(one.taken_back) })),
    drawTree(one),
  );
}

/** What a piece of evidence weighs and why, or that it does not count. */
function counts(one) {
  return one.weight > 0 ? weigh(one) : say("not_counted", one);
}

function quoted(one) {
  return el("blockquote", {}, quotation(one.quote));
}

/** Publisher ← voice ← origin, with what is known of the origin. */
function voices(one) {
  const names = [one.publisher ?? say("publisher_unknown"), ...one.voices.map((voice) => voice.name)];
  if (one.origin && !names.includes(one.origin)) names.push(one.origin);
  const origin = one.voices.at(-1) ?? one;
  const about = [
    say("origin"),
    origin.kind && describeVoice(origin),
    one.against_interest && say("against_interest"),
  ];
  return el(
    "p",
    { class: "voices" },
    names.filter((name, at) => name !== names[at - 1]).join(" ← "),
    " ",
    el("span", { class: "aside" }, `(${about.filter(Boolean).join(", ")})`),
  );
}

function drawHappened(happened) {
  if (!happened.length) return [];
  const dated = happened.filter(({ when }) => when.start || when.end).reverse();
  const undated = happened.filter(({ when }) => !when.start && !when.end);
  return [
    el("h3", {}, say("happened")),
    ...pages(el("ol", { class: "events" }), dated, claimItem, say("more"), FEW),
    ...(undated.length
      ? [
          el("h3", {}, say("undated")),
          el("p", { class: "note" }, say("undated_note")),
          ...pages(el("ol", { class: "events" }), undated, claimItem, say("more"), FEW),
        ]
      : []),
  ];
}

function claimItem(claim) {
  return el(
    "li",
    {},
    el(
      "p",
      {},
      el("b", {}, eventName(claim.event)),
      el(
        "span",
        { class: "aside" },
        ` ${[...claim.where, eventLine(claim), interval(claim.when)].filter(Boolean).join(" · ")}`,
      ),
    ),
    quoted(claim),
    voices(claim),
    el(
      "p",
      { class: "aside" },
      jump(say("read"), () => showReport(claim.report, claim.claim)),
    ),
    drawTree(claim),
  );
}
