// The brief: sections of sentences, each with small links to the claims that it stands on.

import { el, jump } from "./dom.js";
import { showReport } from "./state.js";
import { date, say } from "./words.js";

const FEW = 5; // links shown of a sentence that stands on many

export function drawBrief(desk, sections) {
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
  const references = (all, total) => {
    const uncited = total > all.length && el("sup", {}, ` ${say("brief_more", { n: total - all.length })}`);
    if (total <= FEW + 1) return all;
    const rest = [...all.slice(FEW), uncited].filter(Boolean);
    const more = jump(say("brief_more", { n: total - FEW }), () => more.replaceWith(...rest));
    return [...all.slice(0, FEW), el("sup", {}, more)];
  };
  const drawn = sections.flatMap(([title, sentences]) => [
    el("h3", {}, title),
    ...sentences.map(([text, links, total]) =>
      el("p", { class: "brief" }, text, references(links.map(reference), total)),
    ),
  ]);
  return [
    el("h2", {}, say("brief_title", { day: date(desk.as_of) })),
    ...(drawn.length ? drawn : [el("p", { class: "note" }, say("brief_none"))]),
  ];
}
