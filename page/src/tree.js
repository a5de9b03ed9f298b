// Who has the word from whom: the tree of an origin under a piece of evidence. Its words come with the data.

import { el, jump } from "./dom.js";
import { showReport } from "./state.js";
import { say } from "./words.js";

// Trees that the reader has opened, by claim: they are open still when the panel is drawn again.
const opened = new Set();

export function drawTree({ tree, carried, claim }) {
  if (!tree) return null;
  return el(
    "details",
    {
      class: "tree",
      open: opened.has(claim),
      ontoggle: ({ target }) => (target.open ? opened.add(claim) : opened.delete(claim)),
    },
    el("summary", {}, carried > 1 ? say("tree", { n: carried - 1 }) : say("tree_alone")),
    tree.own ? telling(tree.own, fate(tree)) : el("p", {}, el("b", {}, tree.root), fate(tree)),
    branches(tree.branches),
  );
}

/** That the origin's own report is not held, and since when it no longer says so. */
function fate({ fate: said, back }) {
  return [
    said.map((one) => `; ${one}`),
    back && [" (", jump(say("tree_back"), () => showReport(back[1], back[0])), ")"],
  ];
}

function branches(all) {
  if (!all.length) return null;
  return el(
    "ul",
    {},
    all.map((one) =>
      el("li", { class: one.inferred ? "inferred" : null }, one.folded ? fold(one) : telling(one)),
    ),
  );
}

function telling(one, more) {
  return [
    el(
      "p",
      {},
      // The colon stays with what it ends, wherever the line breaks.
      jump(one.first ? one.who : `${one.who}:`, () => showReport(one.report, one.claim)),
      one.first && el("span", { class: "first" }, ` (${say("first")}):`),
      ` ${one.how}`,
      more,
    ),
    one.quote
      ? el("p", { class: "said" }, quotation(one.quote))
      : el("p", { class: "aside" }, one.known),
    one.drift.map((change) => el("p", { class: "drift" }, change)),
    one.further && el("p", { class: "aside" }, one.further),
    branches(one.branches),
  ];
}

function fold({ folded, tellers, others, remarks }) {
  const names = tellers.map(([name, claim, report]) => jump(name, () => showReport(report, claim)));
  return el("p", {}, `${folded}: `, join(others ? [...names, others] : names), remarks.map((one) => `; ${one}`));
}

/** Elements and texts as a list in words: "A, B and C". */
export function join(parts) {
  if (parts.length < 2) return parts;
  const [between, last] = say("joined");
  return parts.flatMap((part, at) => [at ? (at === parts.length - 1 ? last : between) : "", part]);
}

/** The sentence in quotes, the event's words marked; quotes inside it become single ones. */
export function quotation(pieces) {
  return [
    "“",
    pieces
      .map(([text, marked]) => [text.replaceAll("“", "‘").replaceAll("”", "’"), marked])
      .map(([text, marked]) => (marked ? el("mark", {}, text) : text)),
    "”",
  ];
}
