// The figures: what does not fit, what is open, the same count side by side, changes over time, what was checked.

import { el, jump, pages } from "./dom.js";
import { FEW, MORE, tellMore } from "./evidence.js";
import { drawSeries } from "./series.js";
import { showPlace, showReport } from "./state.js";
import { capital, date, interval, list, party, say } from "./words.js";

export function drawFigures(desk, chunk) {
  const drawn = [el("h2", {}, say("figures.title"))];
  if (!chunk.quantities) return [...drawn, el("p", { class: "note" }, say("figures.none"))];
  drawn.push(el("p", { class: "lead" }, capital(say("figures.lead", { n: chunk.quantities }))));
  for (const outcome of ["fails", "open"]) drawn.push(...findingList(desk, chunk.findings, outcome));
  if (!chunk.findings.some((one) => one.outcome === "fails"))
    drawn.splice(2, 0, el("p", { class: "note" }, say("figures.nothing_fails")));
  drawn.push(
    ...titled("figures.counts", chunk.counts, (one) => countItem(desk, one)),
    ...titled("figures.series", chunk.series, (one) => seriesItem(desk, one)),
    ...findingList(desk, chunk.findings, "holds"),
    ...titled("figures.told", chunk.told, (one) => quantityItem(one, where(desk, one))),
  );
  return drawn;
}

/** The figures of one place: what does not fit or is open, its numbers, newest first, and what was checked. */
export function drawPlaceFigures(desk, { quantities, findings }) {
  if (!quantities.length) return [];
  const listed = (chosen) =>
    chosen.length
      ? pages(el("ol", { class: "findings" }), chosen, (one) => findingItem(desk, one), tellMore, FEW, MORE)
      : [];
  return [
    el("h3", {}, say("figures.title")),
    ...listed(findings.filter((one) => one.outcome !== "holds")),
    ...pages(el("ol", { class: "figures" }), quantities, (one) => quantityItem(one), tellMore, FEW, MORE),
    ...listed(findings.filter((one) => one.outcome === "holds")),
  ];
}

function titled(key, items, make) {
  if (!items.length) return [];
  return [el("h3", {}, say(key)), ...pages(el("ol", { class: "figures" }), items, make, tellMore, FEW, MORE)];
}

function findingList(desk, findings, outcome) {
  const chosen = findings.filter((one) => one.outcome === outcome);
  if (!chosen.length) return [];
  const items = pages(
    el("ol", { class: "findings" }),
    chosen,
    (one) => findingItem(desk, one),
    tellMore,
    FEW,
    MORE,
  );
  return [el("h3", {}, say(`figures.outcome.${outcome}`)), ...items];
}

export function findingItem(desk, one) {
  const links = one.claims.flatMap(([claim, report], at) => [
    at ? ", " : " · ",
    jump(at ? String(at + 1) : say("read_short"), () => showReport(report, claim), {
      "aria-label": at ? say("claim", { n: at + 1 }) : null,
    }),
  ]);
  const facts = [say(`figures.kind.${one.kind}`), one.on && date(one.on)].filter(Boolean);
  return el(
    "li",
    { class: one.outcome },
    el("p", {}, one.reason, "."),
    el("p", { class: "aside" }, facts.join(" · "), ...placeLinks(desk, one), links),
  );
}

function countItem(desk, one) {
  return el(
    "li",
    {},
    el("p", {}, el("b", {}, capital(one.what)), ...where(desk, one)),
    el("p", { class: "aside" }, [interval(one.when), period(one)].filter(Boolean).join(" · ")),
    table(
      one.told.map((told) => [
        teller(told),
        link(told.number, told.claim),
        told.repeats ? say("figures.repeats", { n: told.repeats }) : "",
      ]),
    ),
  );
}

function seriesItem(desk, one) {
  return el(
    "li",
    {},
    el("p", {}, el("b", {}, capital(one.what)), ...where(desk, one)),
    el(
      "p",
      { class: "aside" },
      [teller(one), say(`figures.course.${one.course}`), period(one)].filter(Boolean).join(" · "),
    ),
    drawSeries(one),
  );
}

function quantityItem(one, places = []) {
  const told = [teller(one), interval(one.when), period(one)];
  if (one.stance !== "asserted") told.push(say(`figures.stance.${one.stance}`));
  if (one.carried > 1) told.push(say("reports", { n: one.carried }));
  return el(
    "li",
    {},
    el("p", {}, el("b", {}, capital(one.what)), ...places),
    el("p", { class: "aside" }, `${told.filter(Boolean).join(" · ")} · `, link(say("read_short"), one.claim)),
  );
}

/** "Russian Defence Ministry (Russia)"; what nobody vouches for says so. */
function teller(one) {
  const about = [one.side && party(one.side), one.vouched === false && say("figures.unvouched")];
  const known = about.filter(Boolean).join(", ");
  return known ? `${one.origin} (${known})` : one.origin;
}

function period(one) {
  const base = one.since && say(`figures.bases.${one.since}`);
  if (base) return say("figures.since", { since: base });
  if (one.since) return say("figures.since_words", { since: one.since });
  return say(`figures.period.${one.period}`) ?? "";
}

function where(desk, one) {
  const links = placeLinks(desk, one);
  return links.length || !one.names.length ? links : [` · ${list(one.names)}`];
}

function placeLinks(desk, { places }) {
  return places.flatMap((number, at) => {
    const place = desk.places[number];
    return [at ? ", " : " · ", jump(place.name, () => showPlace(place.id))];
  });
}

function link(text, claim) {
  return claim ? jump(text, () => showReport(claim[1], claim[0])) : text;
}

function table(rows) {
  return el(
    "table",
    {},
    el(
      "tbody",
      {},
      rows.map((cells) => el("tr", {}, cells.map((cell, at) => el(at ? "td" : "th", at ? {} : { scope: "row" }, cell)))),
    ),
  );
}
