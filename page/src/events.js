// The list of events up to the day, latest first; those that nobody dates come last.

import { el, jump, pages } from "./dom.js";
import { showPlace, showReport } from "./state.js";
import { capital, date, eventLine, eventName, interval, list, say } from "./words.js";

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

/** The events of one place up to the day, latest first, without its own name. */
export function drawEventsHere(desk, place, events, day, few) {
  const dated = events.filter(({ start, end }) => (start ?? end) && (start ?? end) <= day).reverse();
  if (!dated.length) return [];
  const item = (event) => eventItem(desk, event, place.number);
  return [
    el("h3", {}, say("events_here", { day: date(day) })),
    ...pages(el("ol", { class: "happenings" }), dated, item, say("more"), few),
  ];
}

export function eventItem(desk, event, here) {
  const others = event.places.filter((number) => number !== here);
  const links = others
    .map((number) => desk.places[number])
    .flatMap((place, at) => [at ? ", " : " · ", jump(place.name, () => showPlace(place.id))]);
  const nowhere = !event.places.length && ` · ${say("events_nowhere")}`;
  const told = event.versions.length > 0;
  const denied = event.denied_by.length > 0 && say("denied_by", { names: list(deniers(event)) });
  const facts = [
    ...event.where,
    interval(event),
    eventLine(event),
    !told && say("origins", { n: event.origins }),
    !told && denied,
  ];
  return el(
    "li",
    {},
    el("p", {}, el("b", { title: desk.events[event.event].gloss }, eventName(event.event)), links, nowhere),
    el(
      "p",
      { class: "aside" },
      facts.filter(Boolean).join(" · "),
      !told && [
        " · ",
        reads(event.claims),
        event.claims_more > 0 && ` ${say("claims_more", { n: event.claims_more })}`,
      ],
    ),
    told
      ? [event.versions.map(versionLine), denied && el("p", { class: "version" }, capital(denied))]
      : event.effects.map((line) => el("p", { class: "version" }, line)),
  );
}

/** "Ukrainian sources: Ukrainian forces withdrew from Siversk (two origins, first on 22 December 2025) Read" */
function versionLine({ line, origins, since, claims }) {
  const told = say("origins", { n: origins });
  const notes = since ? say("version_since", { origins: told, day: date(since) }) : told;
  return el("p", { class: "version" }, `${line} (${notes}) `, reads(claims));
}

/** "Read, 2, 3": a link to each claim in its report. */
function reads(claims) {
  return claims.flatMap(([claim, report], at) => [
    at ? ", " : "",
    jump(at ? String(at + 1) : say("read_short"), () => showReport(report, claim), {
      "aria-label": say("claim", { n: at + 1 }),
    }),
  ]);
}

function deniers({ denied_by: named, denied_more: more }) {
  return more ? [...named, say("denied_more", { n: more })] : named;
}
