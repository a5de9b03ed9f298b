// How reports wrote the name of a place, with how many of them, and what else the gazetteer calls it.

import { el, jump } from "./dom.js";
import { showReport } from "./state.js";
import { say } from "./words.js";

export function drawSpellings({ written, written_more: moreWritten, names, names_more: moreNames, former }) {
  if (!written.length && names.length < 2 && !former.length) return [];
  const counted = ([spelling, reports, claim, report]) =>
    el(
      "li",
      {},
      jump(spelling, () => showReport(report, claim)),
      el("span", { class: "aside" }, ` ${say("reports", { n: reports })}`),
    );
  const others = names.join(", ") + (moreNames ? ` ${say("claims_more", { n: moreNames })}` : "");
  return [
    el(
      "details",
      { class: "spellings" },
      el("summary", {}, el("h3", {}, say("spellings"))),
      written.length > 0 && el("ul", {}, written.map(counted)),
      moreWritten > 0 && el("p", { class: "note" }, say("claims_more", { n: moreWritten })),
      former.map(([name, until]) => el("p", {}, say("spelling_former", { name, until }))),
      names.length > 0 && el("p", { class: "aside" }, say("spellings_known", { names: others })),
    ),
  ];
}
