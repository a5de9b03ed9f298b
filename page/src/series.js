// One voice's numbers over time: a chart of their ranges, and the numbers themselves, each with its report.

import { daysBetween } from "./data.js";
import { el, jump, svg } from "./dom.js";
import { showReport } from "./state.js";
import { date, digits, say } from "./words.js";

const WIDTH = 440;
const HEIGHT = 84;
const EDGE = 7;
const LEAST = 3; // fewer points make no chart
const OPEN = 6; // so many numbers are listed at once; more are opened

export function drawSeries({ points, course }) {
  const told = points.filter(({ low, high }) => low !== null || high !== null);
  const rows = table(points);
  if (told.length < LEAST) return [rows];
  const listed =
    points.length <= OPEN
      ? rows
      : el("details", {}, el("summary", {}, say("figures.numbers", { n: points.length })), rows);
  return [chart(told, course), listed];
}

/** Every number as the range that it can be: a dot where that is one number, a bar to the edge where it has one bound. */
function chart(points, course) {
  const bounds = points.flatMap(({ low, high }) => [low, high]).filter((bound) => bound !== null);
  const most = Math.max(...bounds);
  const least = course === "running" ? Math.min(...bounds) : 0; // a total that runs for years would be a flat line
  const days = Math.max(1, daysBetween(points[0].on, points.at(-1).on));
  const x = ({ on }) => EDGE + (daysBetween(points[0].on, on) / days) * (WIDTH - 2 * EDGE);
  const y = (value) => EDGE + ((most - value) / (most - least || 1)) * (HEIGHT - 2 * EDGE);
  const ends = ({ low, high }) => [high === null ? 0 : y(high), low === null ? HEIGHT : y(low)];
  const middle = ({ low, high }) => (low === null ? y(high) : high === null ? y(low) : y((low + high) / 2));
  const line = points.map((one) => `${x(one).toFixed(1)},${middle(one).toFixed(1)}`).join(" ");
  const label = say("figures.chart", {
    first: points[0].number,
    from: date(points[0].on),
    last: points.at(-1).number,
    to: date(points.at(-1).on),
  });
  return el(
    "figure",
    { class: "series" },
    svg(
      "svg",
      { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": label },
      svg("polyline", { points: line }),
      points.map((one) => {
        const [top, foot] = ends(one);
        return [
          one.low !== one.high && svg("line", { class: "range", x1: x(one), x2: x(one), y1: top, y2: foot }),
          svg("circle", { class: one.fails ? "fails" : null, cx: x(one), cy: middle(one), r: one.fails ? 4.5 : 2.5 }),
        ];
      }),
    ),
    el("p", { class: "bounds" }, el("span", {}, digits(most)), el("span", {}, digits(least))),
    el("p", { class: "span" }, el("span", {}, date(points[0].on)), el("span", {}, date(points.at(-1).on))),
    points.some(({ fails }) => fails) && el("p", { class: "note" }, say("figures.chart_fails")),
  );
}

function table(points) {
  const row = ({ on, number, claim, fails }) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, date(on)),
      el("td", {}, claim ? jump(number, () => showReport(claim[1], claim[0])) : number),
      el("td", {}, fails && say("figures.point_fails")),
    );
  return el("table", {}, el("tbody", {}, points.map(row)));
}
