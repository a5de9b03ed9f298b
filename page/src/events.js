// The list of events up to the day, latest first; those that nobody dates come last.

import { daysBetween, load } from "./data.js";
import { el, jump, pages } from "./dom.js";
import { showPlace, showReport } from "./state.js";
import { capital, date, eventGloss, eventLine, eventName, interval, list, say } from "./words.js";

const PAGE = 100;

export async function drawEvents(desk, day) {
  const undated = await load("events-0");
  const item = (event) => eventItem(desk, event);
  const dated = await listBack(desk, day, item);
  return [
    el("h2", {}, say("events_title", { day: date(day) })),
    ...(dated ?? [el("p", { class: "note" }, say("events_none"))]),
    ...(undated.length
      ? [el("h3", {}, say("undated")), ...pages(el("ol", { class: "events" }), undated, item, say("more"))]
      : []),
  ];
}

/** Dated events, the latest first, a page at a time; what lies further back is loaded when it is asked for. Null where
 * there are none. */
async function listBack(desk, day, item) {
  const number = daysBetween(desk.first, day);
  let left = desk.lists.filter((start) => start <= number).length; // the dated chunks count from one
  const waiting = [];
  const list = el("ol", { class: "events" });
  const button = jump(say("more"), () => turn());
  async function turn() {
    while (waiting.length < PAGE && left > 0) {
      const events = await load(`events-${left}`);
      waiting.push(...events.filter(({ start, end }) => (start ?? end) <= day).reverse());
      left -= 1;
    }
    list.append(...waiting.splice(0, PAGE).map(item));
    button.hidden = !waiting.length && left === 0;
  }
  await turn();
  return list.children.length ? [list, button] : null;
}

export function eventItem(desk, event) {
  const links = event.places
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
    el("p", {}, el("b", { title: eventGloss(event.event) }, eventName(event.event)), links, nowhere),
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
      "aria-label": at ? say("claim", { n: at + 1 }) : null,
    }),
  ]);
}

function deniers({ denied_by: named, denied_more: more }) {
  return more ? [...named, say("denied_more", { n: more })] : named;
}
