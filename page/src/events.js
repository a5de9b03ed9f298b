// The list of events up to the day, latest first; those that nobody dates come last.

import { el, jump, pages } from "./dom.js";
import { showPlace, showReport } from "./state.js";
import { date, eventLine, eventName, interval, list, say } from "./words.js";

export function drawEvents(desk, events, day) {
  const dated = events.filter(({ start, end }) => (start ?? end) && (start ?? end) <= day).reverse();
  const undated = events.filter(({ start, end }) => !start && !end);
  const listed = (chosen) =>
    pages(el("ol", { class: "events" }), chosen, (event) => eventItem(desk, event), say("more"));
  return [
    el("h2", {}, say("events_title", { day: date(day) })),
    ...(dated.length ? listed(dated) : [el("p", { class: "note" }, say("events_none"))]),
    ...(undated.length ? [el("h3", {}, say("undated")), ...listed(undated)] : []),
  ];
}

function eventItem(desk, event) {
  const places = event.places.map((number) => desk.places[number]);
  const links = places.flatMap((place, at) => [at ? ", " : "", jump(place.name, () => showPlace(place.id))]);
  const facts = [...event.where, interval(event), eventLine(event), say("origins", { n: event.origins })];
  if (event.denied_by.length) facts.push(say("denied_by", { names: list(deniers(event)) }));
  const reports = event.claims.flatMap(([claim, report], at) => [
    at ? ", " : " · ",
    jump(at ? String(at + 1) : say("read_short"), () => showReport(report, claim), {
      "aria-label": say("claim", { n: at + 1 }),
    }),
  ]);
  return el(
    "li",
    {},
    el(
      "p",
      {},
      el("b", { title: desk.events[event.event].gloss }, eventName(event.event)),
      " · ",
      links.length ? links : say("events_nowhere"),
    ),
    el(
      "p",
      { class: "aside" },
      facts.filter(Boolean).join(" · "),
      reports,
      event.claims_more > 0 && ` ${say("claims_more", { n: event.claims_more })}`,
    ),
  );
}

function deniers({ denied_by: named, denied_more: more }) {
  return more ? [...named, say("denied_more", { n: more })] : named;
}
