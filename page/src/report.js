// A report's text with the sentences marked that claims were made in. The claim that is chosen shows which words it was
// read from, and under its paragraph all that it says.

import { drawCard, linkPlace } from "./claimcard.js";
import { el, jump } from "./dom.js";
import { current, goBack, showReport } from "./state.js";
import { join } from "./tree.js";
import { capital, date, eventLine, eventName, interval, list, say } from "./words.js";

const FAR = 700; // characters: of a longer paragraph the end would be out of sight
const OMITTED = " … "; // text that the public is not shown

export function drawReport(desk, report, chosen) {
  const day = report.published && date(report.published);
  const published = !day
    ? undated(report.datings)
    : say(report.published_basis === "text" ? "report_text_date" : "report_published", { day });
  const number = current().report;
  const known = report.claims.some(({ claim }) => claim === chosen);
  return [
    el("p", { class: "way" }, jump(say("back"), goBack)),
    el("h2", { class: "title" }, report.title || report.name),
    el(
      "p",
      { class: "aside" },
      [
        report.publisher ?? say("publisher_unknown"),
        published,
        ...(report.author ? [say("report_author", { name: report.author })] : []),
        ...report.credits,
        ...(report.licence ? [say("report_licence", { licence: report.licence })] : []),
      ].join(" · "),
    ),
    report.url &&
      el(
        "p",
        { class: "aside" },
        el("a", { href: report.url, rel: "noopener noreferrer", target: "_blank" }, say("report_original")),
      ),
    ...drawKin(report),
    report.own.length > 0 && drawOwnWord(report),
    !report.whole && el("p", { class: "note" }, say("report_excerpt")),
    chosen && !known && el("p", { class: "note" }, say("report_missing")),
    report.claims.length > 0 && !known && el("p", { class: "note" }, say("report_choose")),
    el("div", { class: "text", lang: report.language }, drawText(desk, report, chosen, number)),
    el("h3", {}, capital(say("report_claims", { n: report.claims.length }))),
    el(
      "ol",
      { class: "events" },
      report.claims.map((claim) => claimItem(desk, claim, chosen, number)),
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

// What the report says of itself and where: a claim of its own, which anybody could have written there.
function drawOwnWord({ own }) {
  const rows = own.map(([key, value, found]) =>
    el("p", {}, `${say(`report_own.${key}`)}: `, drawOwnValue(key, value), " ", el("span", { class: "gloss" }, `(${found})`)),
  );
  return el("details", { class: "aside" }, el("summary", {}, say("report_own.title")), ...rows);
}

function drawOwnValue(key, value) {
  if (key === "canonical" || key === "url")
    return el("a", { href: value, rel: "noopener noreferrer", target: "_blank" }, value);
  if (key === "published" && value.includes("T")) return `${date(value.slice(0, 10))}, ${value.slice(11, 16)} UTC`;
  return key === "published" || key === "written" ? date(value) : value;
}

// The days that an undated report's own words leave; a digest's paragraphs may each have their own.
function undated(datings) {
  if (!datings.length) return say("report_undated");
  const days = datings.map(({ start, end }) => interval({ start, end, basis: "inferred" }));
  return say("report_inferred", { days: list(days) });
}

/** The text, marked; the card of the chosen claim stands where the last paragraph ends that it is made in. */
function drawText(desk, report, chosen, number) {
  const index = report.claims.findIndex(({ claim }) => claim === chosen);
  const runs = gatherRuns(report.pieces);
  const drawn = runs.map((run) => drawRun(report, run, index, number));
  if (index < 0) return drawn;
  const card = drawCard(desk, report, index, number);
  const last = runs.findLastIndex(({ marks }) => marks.includes(index));
  const end = findEnd(runs, last);
  const text = end < runs.length ? textOf(runs[end]) : "";
  const cut = text.indexOf("\n");
  if (measure(runs, last + 1, end) + Math.max(0, cut) > FAR)
    return [...drawn.slice(0, last + 1), card, ...drawn.slice(last + 1)];
  if (end === runs.length) return [...drawn, card];
  const parts = cut < 0 ? [OMITTED, card] : [text.slice(0, cut), card, text.slice(cut).replace(/^\n+/, "")];
  return [...drawn.slice(0, end), ...parts, ...drawn.slice(end + 1)];
}

/** The first run after `last` in which a paragraph ends, or text is left out, and no claim is made; else how many there are. */
function findEnd(runs, last) {
  const at = runs.findIndex((run, number) => number > last && (!textOf(run) || textOf(run).includes("\n")));
  return at < 0 || runs[at].marks.length ? runs.length : at;
}

/** How much text lies between two runs. */
function measure(runs, from, to) {
  return runs.slice(from, to).reduce((sum, run) => sum + textOf(run).length, 0);
}

function textOf({ pieces }) {
  return pieces.map(([text]) => text).join("");
}

/** Pieces that lie side by side and in the same claims, as one run. */
function gatherRuns(pieces) {
  const runs = [];
  for (const [text, marks, slots] of pieces) {
    const last = runs.at(-1);
    if (last && last.marks.join() === marks.join()) last.pieces.push([text, slots]);
    else runs.push({ marks, pieces: [[text, slots]] });
  }
  return runs;
}

function drawRun(report, run, chosen, number) {
  const { marks, pieces } = run;
  const words = pieces.map(([piece, slots]) => drawPiece(piece, slots, chosen));
  if (!marks.length) return textOf(run) ? words : OMITTED;
  const here = marks.includes(chosen);
  // Where several claims are made in the same words, each click goes on to the next.
  const next = marks[(marks.indexOf(chosen) + 1) % marks.length];
  const go = () => showReport(number, report.claims[next].claim);
  const mark = el(
    "mark",
    {
      class: here ? "chosen" : null,
      tabindex: 0,
      role: "button",
      "aria-pressed": String(here),
      onclick: go,
      onkeydown: (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        go();
      },
    },
    words,
  );
  if (here) requestAnimationFrame(() => takeFocus(mark));
  return mark;
}

/** Who came to a sentence goes on from there: the panel has the focus when a new view is drawn. */
function takeFocus(mark) {
  if (document.activeElement === mark.closest("#view")) mark.focus({ preventScroll: true });
}

/** A piece of text; what it is to the chosen claim stands beside it. */
function drawPiece(text, slots, chosen) {
  const names = [...new Set(slots.filter(([claim]) => claim === chosen).map(([, slot]) => slot))];
  if (!names.length || !text.trim()) return text;
  const label = names.map((slot) => say(`slots.${slot}`)).join(", ");
  return el("span", { class: "slot", "data-slot": label, title: label }, text);
}

function claimItem(desk, claim, chosen, number) {
  const places = claim.places.flatMap(([id, name], at) => [at ? ", " : " · ", linkPlace(desk, id, name)]);
  const facts = [...claim.where, interval(claim.when), eventLine(claim)];
  if (claim.voices.length)
    facts.push(say("on_word_of", { names: list(claim.voices.map((voice) => voice.name)) }));
  const here = claim.claim === chosen;
  return el(
    "li",
    { class: here ? "chosen" : null },
    el("p", {}, el("b", {}, eventName(claim.event)), places),
    el("p", { class: "aside" }, facts.filter(Boolean).join(" · ")),
    !here && el("p", { class: "aside" }, jump(say("report_show"), () => showReport(number, claim.claim))),
  );
}
