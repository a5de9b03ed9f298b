// The running account of a place: one sentence an event, newest first, under its month, each with links to its claims.

import { el, jump, pages } from "./dom.js";
import { FEW, MORE, quoted, tellMore, voices } from "./evidence.js";
import { showReport } from "./state.js";
import { drawTree } from "./tree.js";
import { capital, date, eventLine, eventName, interval, monthOf, say } from "./words.js";

export function drawDigest({ digest, happened, evidence }, day) {
  const open = !evidence.length; // nothing else shows the sentences then
  const on = (row) => row.start ?? row.end;
  const dated = digest.filter((row) => on(row) && on(row) <= day);
  const undated = digest.filter((row) => !on(row));
  const listed = (rows, heading) =>
    pages(
      el("ol", { class: "events digest" }),
      rows,
      (row, at) => digestItem(row, happened, heading(row, rows[at - 1]), open),
      tellMore,
      FEW,
      MORE,
    );
  const month = (row, before) => {
    const name = monthOf(on(row));
    return before && monthOf(on(before)) === name ? null : name;
  };
  if (!dated.length && !undated.length) return [];
  return [
    el("h3", {}, say("digest", { day: date(day) })),
    ...(dated.length ? listed(dated, month) : [el("p", { class: "note" }, say("events_none"))]),
    ...(undated.length
      ? [
          el("h4", {}, say("undated")),
          el("p", { class: "note" }, say("undated_note")),
          ...listed(undated, () => null),
        ]
      : []),
  ];
}

function digestItem(row, happened, heading, open) {
  const told = row.happened.map((number) => happened[number]);
  const links = row.claims.map(([claim, report, label], at) =>
    jump(String(at + 1), () => showReport(report, claim), { "aria-label": say("reference", { n: at + 1, label }), title: label }),
  );
  return el(
    "li",
    {},
    heading && el("h4", {}, heading),
    el(
      "p",
      { class: "told" },
      row.line,
      el("sup", {}, links, row.more > 0 && ` ${say("claims_more", { n: row.more })}`),
    ),
    told.length > 0 &&
      el(
        "details",
        { class: "words", open },
        el("summary", {}, say("own_words", { n: told.length })),
        told.map(wordsOf),
      ),
  );
}

/** What one origin says, in its report's words: it is no evidence of who holds the place, so it stands only here. */
function wordsOf(claim) {
  const facts = [...claim.where, eventLine(claim), interval(claim.when)].filter(Boolean);
  return el(
    "div",
    {},
    quoted(claim),
    voices(claim),
    el(
      "p",
      { class: "aside" },
      `${capital([eventName(claim.event), ...facts].join(" · "))}. `,
      jump(say("read"), () => showReport(claim.report, claim.claim)),
    ),
    drawTree(claim),
  );
}
