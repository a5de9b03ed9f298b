// A report's text with the sentences marked that claims were made in, and what each of them claims.

import { el, jump } from "./dom.js";
import { current, goBack, showPlace, showReport } from "./state.js";
import { join } from "./tree.js";
import { capital, date, eventLine, eventName, interval, list, say } from "./words.js";

export function drawReport(desk, report, chosen) {
  const day = report.published && date(report.published);
  const published = !day
    ? undated(report.datings)
    : say(report.published_basis === "text" ? "report_text_date" : "report_published", { day });
  const number = current().report;
  return [
    el("p", { class: "way" }, jump(say("back"), goBack)),
    el("h2", { class: "title" }, report.title || report.name),
    el(
      "p",
      { class: "aside" },
      [report.publisher ?? say("publisher_unknown"), published, ...report.credits].join(" · "),
    ),
    report.url &&
      el(
        "p",
        { class: "aside" },
        el("a", { href: report.url, rel: "noopener noreferrer", target: "_blank" }, say("report_original")),
      ),
    ...drawKin(report),
    !report.whole && el("p", { class: "note" }, say("report_excerpt")),
    chosen &&
      !report.claims.some(({ claim }) => claim === chosen) &&
      el("p", { class: "note" }, say("report_missing")),
    el(
      "div",
      { class: "text", lang: report.language },
      report.pieces.map(([text, marks]) => piece(report, text, marks, chosen, number)),
    ),
    el("h3", {}, capital(say("report_claims", { n: report.claims.length }))),
    el(
      "ol",
      { class: "events" },
      report.claims.map((claim) => claimItem(desk, claim, chosen)),
    ),
  ].filter(Boolean);
}

// What it copies and what copies it, each with a link.
function drawKin(report) {
  return ["originals", "copies"].flatMap((role) =>
    report[role].map(({ kind, reports, more }) => {
      const parts = reports.map(([number, publisher, title, day]) =>
        jump(
          say("kin.report", {
            publisher: publisher ?? `“${title}”`,
            day: day ? date(day) : say("kin.undated"),
          }),
          () => showReport(number, null),
        ),
      );
      if (more) parts.push(say("kin.more", { n: more }));
      return el("p", { class: "kin" }, `${say(`kin.${role}.${kind}`)} `, join(parts), ".");
    }),
  );
}

// The days that an undated report's own words leave; a digest's paragraphs may each have their own.
function undated(datings) {
  if (!datings.length) return say("report_undated");
  const days = datings.map(({ start, end }) => interval({ start, end, basis: "inferred" }));
  return say("report_inferred", { days: list(days) });
}

function piece(report, text, marks, chosen, number) {
  if (!text) return " … ";
  if (!marks.length) return text;
  const here = marks.some((index) => report.claims[index].claim === chosen);
  return el(
    "mark",
    { class: here ? "chosen" : null, onclick: () => showReport(number, report.claims[marks[0]].claim) },
    text,
  );
}

function claimItem(desk, claim, chosen) {
  const places = claim.places.flatMap(([id, name], at) => [
    at ? ", " : " · ",
    desk.byId.has(id) ? jump(name, () => showPlace(id)) : name,
  ]);
  const facts = [...claim.where, interval(claim.when), eventLine(claim)];
  if (claim.voices.length)
    facts.push(say("on_word_of", { names: list(claim.voices.map((voice) => voice.name)) }));
  return el(
    "li",
    { class: claim.claim === chosen ? "chosen" : null },
    el("p", {}, el("b", {}, eventName(claim.event)), places),
    el("p", { class: "aside" }, facts.filter(Boolean).join(" · ")),
    el("p", { class: "gloss" }, desk.events[claim.event].gloss),
  );
}
