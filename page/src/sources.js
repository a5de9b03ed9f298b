// The sources: who tells a thing first, who repeats whom, what others made of their word; and the page of one
// of them.

import { el, jump, pages } from "./dom.js";
import { current, goBack, show, showPlace, showReport } from "./state.js";
import { join, quotation } from "./tree.js";
import {
  capital,
  date,
  describeVoice,
  digits,
  eventLine,
  eventName,
  interval,
  number,
  say,
} from "./words.js";

const PAGE = 30;
const FEW = 8;
const OUTCOMES = ["borne_out", "early", "not_borne_out", "open"];
const others = (row) => row.happenings - row.alone; // happenings that somebody else tells too

// By what the list can be sorted; the largest first, but names.
const SORTS = {
  claims: (row) => row.claims,
  first: (row) => row.first,
  repeated: (row) => row.repeated,
  borne_out: (row) => row.settled[0] + row.settled[1],
  not_borne_out: (row) => row.settled[2],
  ahead: (row) => row.settled[1],
  behind: (row) => row.behind.length,
  name: null,
};

export function drawSources(rows, left) {
  const sort = current().sort in SORTS ? current().sort : "claims";
  const key = SORTS[sort];
  const sorted = rows
    .map((row, at) => [row, at])
    .sort(([a], [b]) => (key ? key(b) - key(a) : a.name.localeCompare(b.name)));
  const choice = el(
    "select",
    { id: "sort", onchange: ({ target }) => show({ sort: target.value }, false) },
    Object.keys(SORTS).map((one) =>
      el("option", { value: one, selected: one === sort }, say(`sources.sorts.${one}`)),
    ),
  );
  return [
    el("h2", {}, say("sources.title")),
    el(
      "p",
      { class: "lead" },
      capital(
        say("sources.lead", {
          n: rows.length,
          vouched: number(rows.filter(({ vouched }) => vouched).length),
        }),
      ),
    ),
    explain(),
    el("p", { class: "aside sorting" }, el("label", { for: "sort" }, say("sources.sort")), " ", choice),
    ...pages(el("ol", { class: "sources" }), sorted, ([row, at]) => sourceItem(row, at), say("more"), PAGE),
    left > 0 && el("p", { class: "note" }, capital(say("sources.others", { n: left }))),
  ].filter(Boolean);
}

/** How it is counted, for those who ask. */
function explain() {
  return el(
    "details",
    { class: "aside" },
    el("summary", {}, say("sources.how")),
    say("sources.method").map((text) => el("p", {}, text)),
  );
}

function sourceItem(row, at) {
  return el(
    "li",
    {},
    el(
      "p",
      { class: "said" },
      jump(row.name, () => show({ source: String(at) })),
    ),
    el("p", { class: "aside" }, about(row)),
    el("p", { class: "aside" }, capital(amounts(row))),
    ...tallies(row),
    ...kinLine("repeated_by", row),
  );
}

const amounts = ({ claims, origins, reports }) =>
  [
    ["claims", claims],
    ["origins", origins],
    ["reports", reports],
  ]
    .map(([what, n]) => say(`count.${what}`, { n }))
    .join(" · ");

/** "Russian-aligned channel; vouched for": whose word its kind and side are. */
function about(row) {
  const how = row.vouched ? "vouched" : row.side ? "inferred" : "unvouched";
  return `${capital(describeVoice(row))} · ${say(`sources.${how}`)}`;
}

/** What others made of its statements: a bar and the numbers in words. */
function tallies({ settled }) {
  const all = settled.reduce((sum, n) => sum + n, 0);
  if (!all) return [];
  const parts = OUTCOMES.map(
    (outcome, at) => settled[at] && say(`sources.tally.${outcome}`, { n: settled[at] }),
  );
  return [
    el(
      "div",
      { class: "tally", "aria-hidden": true },
      OUTCOMES.map(
        (outcome, at) => settled[at] > 0 && el("span", { class: outcome, style: { flexGrow: settled[at] } }),
      ),
    ),
    el(
      "p",
      { class: "aside" },
      `${capital(say("sources.statements", { n: all }))}: ${parts.filter(Boolean).join(", ")}.`,
    ),
  ];
}

/** "Repeated most by Example Wire (six reports)." */
function kinLine(key, row) {
  if (!row[key].length) return [];
  const named = row[key].map(([name, at, reports]) => [
    at === null ? name : jump(name, () => show({ source: String(at) })),
    ` (${say("reports", { n: reports })})`,
  ]);
  return [el("p", { class: "aside" }, say(`sources.${key}`), " ", join(named), ".")];
}

/** The page of one source. */
export function drawSource(desk, rows, at, chunk) {
  const row = rows[at];
  const full = { ...row, repeats: chunk.repeats, repeated_by: chunk.repeated_by };
  const judged = chunk.settled.filter(({ outcome }) => outcome !== "open");
  const open = chunk.settled.filter(({ outcome }) => outcome === "open");
  return [
    el("p", { class: "way" }, jump(say("sources.all"), goBack)),
    el("h2", {}, row.name, el("small", {}, about(row))),
    el("p", { class: "state" }, sentences(row)),
    ...tallies(row),
    ...kinLine("repeated_by", full),
    ...kinLine("repeats", full),
    jump(say("sources.search"), () => show({ tab: "search", q: null, voice: String(at) })),
    ...settledList(desk, "sources.settled", judged, 0),
    ...settledList(desk, "sources.unsettled", open, chunk.settled_more),
    ...claimList(chunk),
  ].filter(Boolean);
}

/** Its numbers in words: how much, how early, how its lead and its admissions went. */
function sentences(row) {
  const told = [
    capital(
      say("sources.counts", {
        n: row.claims,
        origins: say("count.origins", { n: row.origins }),
        reports: say("count.reports", { n: row.reports }),
      }),
    ),
  ];
  if (others(row) > 0)
    told.push(say("sources.firsts", { n: others(row), first: number(row.first) }));
  if (row.repeated) told.push(capital(say("sources.repeated", { n: row.repeated })));
  if (row.ahead.length)
    told.push(capital(say("sources.ahead", { n: row.ahead.length, days: days(row.ahead) })));
  if (row.admitted) {
    told.push(capital(say("sources.admitted", { n: row.admitted })));
    if (row.behind.length)
      told.push(capital(say("sources.behind", { n: row.behind.length, days: days(row.behind) })));
  }
  return told.join(" ");
}

/** "3 days", "2 to 12 days (half of them within 5)", of numbers in order. */
function days(all) {
  const [least, middle, most] = [all[0], all[Math.floor((all.length - 1) / 2)], all.at(-1)];
  if (least === most) return say("sources.days", { n: most });
  const span = say("sources.span", { least: digits(least), most: digits(most) });
  return all.length > 3 ? say("sources.half", { span, middle: digits(middle) }) : span;
}

function settledList(desk, key, items, left) {
  if (!items.length) return [];
  return [
    el("h3", {}, say(key)),
    ...pages(el("ol", { class: "settled" }), items, (one) => settledItem(desk, one), say("more"), FEW),
    left > 0 && el("p", { class: "note" }, say("disputes.left", { n: left })),
  ];
}

function settledItem(desk, one) {
  const place = desk.places[one.place];
  const [claim, report] = one.claim;
  const outcome = say(`sources.outcome.${one.outcome}`, { n: one.after });
  return el(
    "li",
    { class: one.outcome },
    el(
      "p",
      {},
      jump(place.name, () => showPlace(place.id)),
      `: ${one.state}, ${date(one.on)}${one.against ? `, ${say("against_interest")}` : ""} · `,
      jump(say("read_short"), () => showReport(report, claim)),
    ),
    one.by && judge(one, outcome),
  );
}

/** "Not borne out: contested, by ISW, 23 November · Read" */
function judge({ by, on, behind }, outcome) {
  const [name, said, day, claim, report] = by;
  return el(
    "p",
    { class: "aside" },
    say("sources.by", { outcome, state: said, name, day: date(day, on) }),
    " · ",
    jump(say("read_short"), () => showReport(report, claim), { "aria-label": `${say("read_short")}: ${say("claim", { n: 2 })}` }),
    behind > 0 && ` · ${say("sources.late", { n: behind })}`,
  );
}

function claimList({ claims, claims_more: left }) {
  if (!claims.length) return [];
  return [
    el("h3", {}, say("sources.latest")),
    ...pages(el("ol", { class: "events" }), claims, claimItem, say("more"), FEW),
    left > 0 && el("p", { class: "note" }, say("disputes.left", { n: left })),
  ];
}

function claimItem(claim) {
  const facts = [
    claim.places.map(([, name]) => name).join(", "),
    interval(claim.when),
    eventLine(claim),
    claim.publisher,
  ];
  return el(
    "li",
    {},
    el(
      "p",
      {},
      el("b", {}, eventName(claim.event)),
      el("span", { class: "aside" }, ` ${facts.filter(Boolean).join(" · ")}`),
    ),
    el("blockquote", {}, quotation(claim.quote)),
    el(
      "p",
      { class: "aside" },
      jump(say("read"), () => showReport(claim.report, claim.claim)),
    ),
  );
}
