// The brief: sections of sentences, each with small links to the claims that it stands on.

import { el, jump } from "./dom.js";
import { showReport } from "./state.js";
import { say } from "./words.js";

export function drawBrief(sections) {
  let count = 0;
  const reference = ([claim, report]) => {
    count += 1;
    const attributes = { "aria-label": say("claim", { n: count }) };
    return el(
      "sup",
      {},
      jump(String(count), () => showReport(report, claim), attributes),
    );
  };
  const drawn = sections.flatMap(([title, sentences]) => [
    el("h3", {}, title),
    ...sentences.map(([text, links]) => el("p", { class: "brief" }, text, links.map(reference))),
  ]);
  return [
    el("h2", {}, say("tabs.brief")),
    ...(drawn.length ? drawn : [el("p", { class: "note" }, say("brief_none"))]),
  ];
}
