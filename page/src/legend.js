// The key to the marks, drawn with the marks' own pen.

import { tint } from "./areas.js";
import { el } from "./dom.js";
import { hatchTile, look, screenTile, sign } from "./marks.js";
import { say, state } from "./words.js";

export function drawLegend(desk) {
  const [one, other] = desk.holders;
  const told = (code, share, change = {}) =>
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
    );
  const says = (side) => ({ claimed: { [side]: { state: side } } });
  const entry = (signs, text) => el("li", {}, el("span", { class: "sign", "aria-hidden": true }, signs), text);
  const row = (looks, text) => entry(looks.map(sign), text);
  const swatch = (background) => el("span", { class: "swatch", style: { background } });
  const tiled = (tile) => `url(${tile.toDataURL()}) 0 0 / ${tile.width / 2}px`;
  const colours = desk.holders.map((side) => desk.parties[side].colour);
  const fade = (side) => [90, 65, 50].map((level) => swatch(tint(desk, side, level)));
  const ground = () => [
    entry(
      desk.holders.slice(0, 2).flatMap((side, at) => (at ? fade(side).reverse() : fade(side))),
      say("legend_ground_held"),
    ),
    entry([swatch(tiled(hatchTile(colours)))], say("legend_ground_contested")),
    entry([swatch(tiled(screenTile()))], say("legend_ground_unknown")),
  ];
  return el(
    "details",
    { class: "legend", open: matchMedia("(min-width: 1000px)").matches },
    el("summary", {}, say("legend")),
    el(
      "ul",
      {},
      desk.holders.map((side) =>
        row([told(side, 95), told(side, 75), told(side, 55)], say("legend_held", { held: state(side) })),
      ),
      row([told("contested", 70)], say("legend_contested")),
      other && row([told(one, 80, says(other))], say("legend_rival")),
      row([told(one, 80, { disputed: true })], say("legend_disputed")),
      other && row([told("unknown", 0, says(other))], say("legend_claimed")),
      row([told("unknown", 0)], say("legend_unknown")),
      ...(desk.areas ? ground() : []),
      row([look(desk, null)], say("legend_event")),
      desk.spots.length > 0 && row([{ style: "spot", radius: 8 }], say("legend_spot")),
    ),
  );
}
