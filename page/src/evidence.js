// The evidence of a place to a day, what counts most now first: the sentence, the chain of voices, what it weighs and why, and the
// tree of its origin; below it what is told of places nearby.

import { fillOf } from "./bandmarks.js";
import { el, jump, pages } from "./dom.js";
import { showReport } from "./state.js";
import { drawTree, quotation } from "./tree.js";
import { capital, date, describeVoice, say, state, weigh } from "./words.js";

export const FEW = 8; // items of a list at first: those that settle the state
export const MORE = 24; // … and each time that more is asked for

/** What the button of a long list says. */
export function tellMore(left) {
  return left > MORE ? say("more_of", { n: MORE, left }) : say("more_left", { n: left });
}

export function drawEvidence(desk, chunk, number) {
  const numbers = chunk.shown.findLast(([day]) => day <= number)?.[1] ?? [];
  const shown = numbers.map((index) => chunk.evidence[index]);
  const later = chunk.evidence.length - numbers.length;
  const item = (one) => evidenceItem(desk, one);
  return [
    el("h3", {}, say("evidence")),
    ...(shown.length
      ? pages(el("ol", { class: "evidence" }), shown, item, tellMore, FEW, MORE)
      : [el("p", { class: "note" }, say("evidence_none"))]),
    later > 0 && el("p", { class: "note" }, say("evidence_later", { n: later })),
  ].filter(Boolean);
}

function evidenceItem(desk, one) {
  const colour = fillOf(desk, one.says.replace("not:", ""));
  const side = desk.holders.includes(one.says) ? { borderLeftColor: colour } : {};
  const kind = [one.says === "contested" && "hatched", one.weight <= 0 && "void"].filter(Boolean).join(" ");
  return el(
    "li",
    { class: kind || null, style: side },
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

export function quoted(one) {
  return el("blockquote", {}, quotation(one.quote));
}

/** Publisher ← voice ← origin, with what is known of the origin. */
export function voices(one) {
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

/** What is told of places nearby by a day: no evidence of this one, but it counts, more lightly. */
export function drawNearby(nearby, day) {
  const told = nearby.filter((one) => one.on <= day);
  if (!told.length) return [];
  const item = (one) =>
    el(
      "li",
      {},
      `${date(one.on)}: ${say("nearby_line", { origin: one.origin, state: state(one.says) })}; ${weigh(shorten(one))}. `,
      jump(say("read_short"), () => showReport(one.report, one.claim)),
    );
  return [
    el(
      "details",
      { class: "nearby" },
      el("summary", {}, capital(say("nearby", { n: told.length }))),
      el("p", { class: "note" }, say("nearby_note")),
      el("ul", {}, told.map(item)),
    ),
  ];
}

/** The reason without the origin's name, which stands before it. */
function shorten(one) {
  return { ...one, reason: one.reason.replace(`${one.origin}, `, "") };
}
