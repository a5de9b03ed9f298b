// The key to the marks, drawn with the marks' own pens; its rows switch the layers of the map on and off.

import { tint } from "./areas.js";
import { isCrowded } from "./crowd.js";
import { daysBetween } from "./data.js";
import { el } from "./dom.js";
import { FAMILIES, symbolSign } from "./glyphs.js";
import { hatchTile, look, ruledTile, screenTile, sign } from "./marks.js";
import { current, listen, show } from "./state.js";
import { isOn, switched } from "./switches.js";
import { date, say, state } from "./words.js";

const WIDE = "(min-width: 1000px)"; // where the key does not hide the map

export function drawLegend(desk) {
  const signs = drawSigns(desk);
  const rows = [
    ["areas", desk.areas && signs.ground],
    ["events", signs.events],
    ["spots", desk.spots.length > 0 && signs.spot],
    ["claims", signs.claims],
    ["names", el("span", { class: "letters" }, "Aa")],
  ];
  const turned = entry([sign({ style: "turned", radius: 8 })], "");
  const legend = el(
    "details",
    { class: "legend", open: matchMedia(WIDE).matches },
    el("summary", {}, say("legend")),
    el("ul", {}, turned, signs.states),
    el(
      "ul",
      { class: "switches" },
      rows.filter(([, drawn]) => drawn).map(([layer, drawn]) => switchRow(layer, drawn)),
    ),
    el("details", { class: "more" }, el("summary", {}, say("legend_more")), el("ul", {}, signs.more)),
  );
  const follow = ({ since, day }) => {
    turned.hidden = !since || daysBetween(since, day) === 0;
    if (since) turned.lastChild.textContent = say("legend_turned", { day: date(since, day) });
  };
  listen(follow);
  follow(current());
  return legend;
}

/** A row that switches a layer of the map. */
function switchRow(layer, drawn) {
  const box = el("input", {
    type: "checkbox",
    onchange: () => show({ layers: switched(current(), layer) }, false),
  });
  const follow = (shown) => (box.checked = isOn(shown, layer));
  listen(follow);
  follow(current());
  return el(
    "li",
    {},
    el("label", {}, box, el("span", { class: "sign", "aria-hidden": true }, drawn), say(`layers.${layer}`)),
  );
}

const entry = (signs, text) =>
  el("li", {}, el("span", { class: "sign", "aria-hidden": true }, signs), el("span", {}, text));

/** What each mark looks like, and the rows that say what it means. */
function drawSigns(desk) {
  const [one, other] = desk.holders;
  const told = (code, share, change = {}) =>
    sign(
      look(
        desk,
        {
          state: code,
          shares: desk.states.map((known) => (known === code ? share : 0)),
          claimed: {},
          disputed: false,
          ...change,
        },
        6,
      ),
    );
  const says = (side) => ({ claimed: { [side]: { state: side } } });
  const swatch = (background) => el("span", { class: "swatch", style: { background } });
  const tiled = (tile, colour = "") => `url(${tile.toDataURL()}) 0 0 / ${tile.width / 2}px ${colour}`;
  const colours = desk.holders.map((side) => desk.parties[side].colour);
  const fade = (side, ruling) =>
    [90, 65, 50].map((level) => swatch(tiled(ruledTile(ruling), tint(desk, side, level))));
  const sides = desk.holders.slice(0, 2);
  return {
    ground: el(
      "span",
      { class: "ground" },
      sides.map((side) => el("span", { style: { background: tint(desk, side, 65) } })),
    ),
    events: symbolSign("strike"),
    spot: sign({ style: "spot", radius: 8 }),
    claims: other ? told(one, 80, says(other)) : told(one, 80, { disputed: true }),
    states: [
      ...desk.holders.map((side) =>
        entry([told(side, 95), told(side, 75), told(side, 55)], say("legend_held", { held: state(side) })),
      ),
      entry([told("contested", 70)], say("legend_contested")),
      entry([told("unknown", 0)], say("legend_unknown")),
      isCrowded(desk.places) && entry([], say("legend_crowd")),
    ],
    more: [
      other && entry([told(one, 80, says(other))], say("legend_rival")),
      entry([told(one, 80, { disputed: true })], say("legend_disputed")),
      other && entry([told("unknown", 0, says(other))], say("legend_claimed")),
      desk.areas && [
        entry(
          sides.flatMap((side, at) => (at ? fade(side, at).reverse() : fade(side, at))),
          say("legend_ground_held"),
        ),
        entry([swatch(tiled(hatchTile(colours)))], say("legend_ground_contested")),
        entry([swatch(tiled(screenTile()))], say("legend_ground_unknown")),
      ],
      FAMILIES.map((family) => entry([symbolSign(family)], say(`families.${family}`))),
      entry([sign(look(desk, null))], say("legend_named")),
      desk.spots.length > 0 && entry([sign({ style: "spot", radius: 8 })], say("legend_spot")),
    ],
  };
}
