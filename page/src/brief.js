// The brief, of the desk for a period or of a place: sections of sentences, each with the numbers of its references.

import { load } from "./data.js";
import { el, jump } from "./dom.js";
import { show, showReport } from "./state.js";
import { date, interval, say } from "./words.js";

const FEW = 5; // references shown of a sentence that stands on many

/** What the tab shows: the brief of the place that is chosen, where it has one, else the desk's of the chosen period. */
export async function openBrief(desk, shown) {
  const { brief, place, period } = await chooseBrief(desk, shown);
  return [
    ...(place ? drawWay(place) : []),
    el("h2", {}, place ? [place.name, el("small", {}, titleOf(desk, period))] : titleOf(desk, period)),
    place ? null : await drawPeriods(period),
    shown.place && !place ? el("p", { class: "note" }, say("brief.elsewhere", nameOf(desk, shown.place))) : null,
    el("p", { class: "way" }, jump(say("brief.print"), () => printAlone())),
    ...drawSections(brief, true),
    drawReferences(brief, false),
  ].filter(Boolean);
}

/** A link from a place's page to its brief. */
export function briefLink() {
  return jump(say("brief.here"), () => show({ tab: "brief", report: null, claim: null }));
}

/** The same for paper: nothing folded, and all references as footnotes. */
export async function drawPaperBrief(desk, shown) {
  const { brief, place, period } = await chooseBrief(desk, shown);
  const title = place ? say("brief.of", { place: place.name, days: titleOf(desk, period) }) : titleOf(desk, period);
  return [el("h2", {}, title), ...drawSections(brief, false), drawReferences(brief, true)].filter(Boolean);
}

async function chooseBrief(desk, shown) {
  const { periods, places } = await load("brief");
  const place = desk.byId.get(shown.place);
  if (place && places.includes(place.number))
    return { brief: await load(`brief-${place.number}`), place, period: null };
  const period = periods.find(({ days }) => String(days) === shown.period) ?? periods.at(-1);
  return { brief: period, place: null, period };
}

function nameOf(desk, id) {
  return { place: desk.byId.get(id)?.name ?? id };
}

function titleOf(desk, period) {
  const day = date(desk.as_of);
  return period?.since
    ? say("brief.between", { days: interval({ start: period.since, end: desk.as_of }) })
    : say("brief.title", { day });
}

function drawWay(place) {
  return [
    el(
      "p",
      { class: "way" },
      jump(say("brief.all"), () => show({ place: null })),
      " · ",
      jump(say("brief.place", { place: place.name }), () => show({ tab: "place" })),
    ),
  ];
}

async function drawPeriods(chosen) {
  const { periods } = await load("brief");
  const buttons = periods.map((one) =>
    el(
      "button",
      {
        type: "button",
        "aria-pressed": String(one === chosen),
        onclick: () => show({ period: String(one.days) }),
      },
      one.days ? say("brief.days", { n: one.days }) : say("brief.all_days"),
    ),
  );
  return el("div", { class: "periods", role: "group", "aria-label": say("brief.period") }, buttons);
}

/** Sections; with `folded`, of a sentence's many references a few are shown until more are asked for. */
function drawSections(brief, folded) {
  const { sections, references } = brief;
  if (!sections.length) return [el("p", { class: "note" }, say("brief.none"))];
  return sections.flatMap(([title, sentences]) => [
    el("h3", {}, title),
    ...sentences.map(([text, numbers, total]) => {
      const marks = numbers.map((number) => drawMark(number, references[number - 1], folded));
      if (total > numbers.length) marks.push(el("sup", {}, ` ${say("brief.more", { n: total - numbers.length })}`));
      return el("p", { class: "brief" }, text, folded ? fold(marks, total) : marks);
    }),
  ]);
}

function drawMark(number, [claim, report], linked) {
  const open = () => showReport(report, claim);
  const label = { "aria-label": say("brief.reference", { number }) };
  return el("sup", {}, linked ? jump(String(number), open, label) : ` ${number}`);
}

function fold(marks, total) {
  if (marks.length <= FEW + 1) return marks;
  const more = jump(say("brief.more", { n: total - FEW }), () => more.replaceWith(...marks.slice(FEW)));
  return [...marks.slice(0, FEW), el("sup", {}, more)];
}

/** Publisher, day and address of each report that is cited; on paper open, and its links spelled out. */
function drawReferences({ references }, paper) {
  if (!references.length) return null;
  const items = references.map(([claim, report, publisher, day, url]) => {
    const name = say("brief.source", { publisher: publisher ?? say("publisher_unknown"), day });
    const way = paper
      ? url && ` ${url}`
      : [" ", jump(say("read_short"), () => showReport(report, claim))];
    return el("li", {}, name, way);
  });
  const list = el("ol", { class: "references" }, items);
  if (paper) return [el("h3", {}, say("brief.references")), list];
  return el(
    "details",
    { class: "references" },
    el("summary", {}, `${say("brief.references")} (${references.length})`),
    list,
  );
}

/** Prints the brief and nothing else. */
function printAlone() {
  document.body.dataset.print = "brief";
  window.addEventListener("afterprint", () => delete document.body.dataset.print, { once: true });
  window.print();
}

