// What the page is, what is in it, what was set aside, whom to thank.

import { el } from "./dom.js";
import { date, say } from "./words.js";

const COUNTED = ["reports", "rejected", "claims", "origins", "events"];

export function drawAbout(desk) {
  const counts = COUNTED.map((key) => el("li", {}, say(`count.${key}`, { n: desk.counts[key] })));
  return [
    el("h2", {}, say("about_title")),
    desk.synthetic && el("p", { class: "state" }, say("synthetic"), "."),
    ...say("about").map((text) => el("p", { class: "brief" }, text)),
    el(
      "p",
      {},
      say(desk.audience === "public" ? "about_public" : "about_desk"),
      " ",
      say("about_as_of", { day: date(desk.as_of) }),
    ),
    el("h3", {}, say("counts")),
    el("ul", { class: "plain" }, counts),
    ...(desk.rejections.length
      ? [
          el("h3", {}, say("rejected")),
          el(
            "ul",
            { class: "plain" },
            desk.rejections.map(({ where, reason, remedy }) =>
              el("li", {}, el("b", {}, where), `: ${reason}; ${remedy}.`),
            ),
          ),
        ]
      : []),
    el("h3", {}, say("credits")),
    el(
      "ul",
      { class: "plain" },
      [...desk.credits, say("credits_page")].map((credit) => el("li", {}, credit)),
    ),
    ...(desk.borders_note ? [el("h3", {}, say("borders")), el("p", {}, desk.borders_note)] : []),
  ].filter(Boolean);
}
