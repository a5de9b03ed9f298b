// Where origins of weight disagree: of who holds a place, of what happened, in figures. The sentences come
// with the data.

import { el, jump, pages } from "./dom.js";
import { eventItem } from "./events.js";
import { findingItem } from "./figures.js";
import { show, showReport } from "./state.js";
import { join } from "./tree.js";
import { capital, date, say } from "./words.js";

const FEW = 8;

export function drawDisputes(desk, chunk) {
  const { lasting, ended } = chunk;
  const current = chunk.places.filter(({ until }) => !until);
  const past = chunk.places.filter(({ until }) => until);
  return [
    el("h2", {}, say("disputes.title")),
    el("p", { class: "lead" }, capital(say("disputes.lead", { n: lasting, day: date(desk.as_of) }))),
    lasting + ended > 0 && explain(),
    ...listed(null, current, (one) => disputeItem(desk, one), Math.max(0, lasting - current.length)),
    ...listed(
      say("disputes.ended", { n: ended }),
      past,
      (one) => disputeItem(desk, one),
      Math.max(0, ended - past.length),
    ),
    ...listed(say("disputes.events"), chunk.events, (one) => eventItem(desk, one), chunk.events_more),
    ...listed(say("disputes.figures"), chunk.findings, (one) => findingItem(desk, one), chunk.findings_more),
  ].filter(Boolean);
}

/** A titled list; how many the site leaves out is said under it. */
function listed(title, items, make, left) {
  if (!items.length) return [];
  return [
    title && el("h3", {}, capital(title)),
    ...pages(el("ol", { class: "disputes" }), items, make, say("more"), FEW),
    left > 0 && el("p", { class: "note" }, say("disputes.left", { n: left })),
  ];
}

/** What the measure means: a sentence, and more for those who ask. */
function explain() {
  return el(
    "details",
    { class: "aside" },
    el("summary", {}, say("disputes.how")),
    say("disputes.measure").map((text) => el("p", {}, text)),
  );
}

function disputeItem(desk, one) {
  const place = desk.places[one.place];
  const open = () =>
    show({ place: place.id, day: within(desk, one.on), tab: "place", report: null, claim: null }, true);
  return el(
    "li",
    { class: "dispute" },
    el("p", { class: "said" }, jump(place.name, open), one.line.slice(place.built.length)),
    el(
      "p",
      { class: "aside apart" },
      el("span", { class: "meter", "aria-hidden": true }, el("span", { style: { width: `${one.apart}%` } })),
      say("disputes.apart", { apart: one.apart }),
      one.until && ` · ${say("disputes.widest", { day: date(one.on) })}`,
    ),
    el(
      "details",
      { open: !one.until },
      el("summary", {}, say("disputes.who")),
      el(
        "ul",
        { class: "parties" },
        one.parties.map((party) => partyLine(desk, party, one.on)),
      ),
    ),
  );
}

/** A day of the bar of days: what a dispute is told of may lie beyond it. */
const within = (desk, day) => (day > desk.last ? desk.last : day);

/** "Russian-held: Rybar (Russian-aligned channel, 20 November), …" */
function partyLine(desk, party, beside) {
  const tellers = party.tellers.map(([name, what, on, claim, report]) => [
    jump(name, () => showReport(report, claim)),
    el("span", { class: "aside" }, ` (${what}, ${date(on, beside)})`),
  ]);
  if (party.more) tellers.push(say("denied_more", { n: party.more }));
  const colour = desk.parties[party.says.replace("not:", "")]?.colour;
  const denied = party.says.startsWith("not:");
  return el(
    "li",
    {
      class: denied ? "denied" : party.says === "contested" ? "hatched" : null,
      style: colour ? { borderLeftColor: colour } : {},
    },
    `${capital(party.state)}: `,
    tellers.length ? join(tellers) : say("disputes.rests"),
  );
}
