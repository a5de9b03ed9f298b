// How control is drawn: a reading in, the look of a mark out, and the picture of that look.
// Saturation is certainty; contested ground is a hatch of both; unknown is a dot screen on paper.

const PAPER = "#fbfaf6";
const INK = "#1f2328";
const GREY = "#5b616a";

// Ground is paler than the marks on it, which must stand out.
export const GROUND = 0.6;

const SIZES = [
  [1e5, 11],
  [1e4, 9],
  [1e3, 7],
  [0, 5.5],
]; // inhabitants, pixels

export const RADII = SIZES.map(([, radius]) => radius);

/** Radius in pixels by the size of the settlement. */
export function radius({ population }) {
  return SIZES.find(([least]) => population >= least)[1];
}

/** What to draw for a reading (see readPlace); the same look is the same picture. */
export function look(desk, reading, radius) {
  const colours = desk.holders.map((side) => desk.parties[side].colour);
  if (!reading) return { style: "event", radius: 3.5 };
  const { state, shares, claimed, disputed } = reading;
  const claimants = desk.holders.filter((side) => claimed[side]?.state === side);
  const rival = claimants.find((side) => side !== state);
  const ring = state === "unknown" ? null : rival ? desk.parties[rival].colour : null;
  const base = { radius, ring: ring ?? (disputed ? GREY : null) };
  if (desk.holders.includes(state)) {
    const share = Math.round(shares[desk.states.indexOf(state)] / 5) * 5;
    return { ...base, style: "held", colour: desk.parties[state].colour, sure: share };
  }
  if (state !== "unknown") return { ...base, style: "hatch", colours };
  if (claimants.length === 1) return { ...base, style: "claimed", colour: desk.parties[claimants[0]].colour };
  return { ...base, style: "dots" };
}

/** The picture of a look, for screens of `ratio` pixels to a point. */
export function picture(what, ratio) {
  const size = 2 * Math.ceil(what.radius + (what.ring ? 5 : 2));
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size * ratio;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.scale(ratio, ratio);
  pen.translate(size / 2, size / 2);
  draw(pen, what);
  return canvas;
}

/** The picture of a look as an element of its natural size, for lists and the key. */
export function sign(what) {
  const canvas = picture(what, 2);
  canvas.style.width = `${canvas.width / 2}px`;
  canvas.setAttribute("aria-hidden", "true");
  return canvas;
}

function draw(pen, { style, radius, colour, colours, sure, ring }) {
  const disc = (size) => {
    pen.beginPath();
    pen.arc(0, 0, size, 0, 2 * Math.PI);
  };
  if (style === "event") {
    pen.rotate(Math.PI / 4);
    pen.fillStyle = GREY;
    pen.strokeStyle = PAPER;
    pen.fillRect(-2.6, -2.6, 5.2, 5.2);
    pen.strokeRect(-3.1, -3.1, 6.2, 6.2);
    return;
  }
  if (style === "spot") {
    disc(radius);
    pen.fillStyle = "rgb(31 35 40 / 0.07)";
    pen.fill();
    pen.lineWidth = 3;
    pen.strokeStyle = "rgb(91 97 106 / 0.25)";
    pen.stroke();
    return;
  }
  disc(radius + (ring ? 4.5 : 1.5)); // a rim of paper keeps marks apart from lines and from each other
  pen.fillStyle = PAPER;
  pen.fill();
  pen.lineWidth = 1.25;
  disc(radius);
  if (style === "held") {
    pen.fillStyle = mix(colour, certainty(sure));
    pen.fill();
    pen.strokeStyle = mix(colour, 0.85);
  } else if (style === "hatch") {
    hatch(pen, radius, colours);
    pen.strokeStyle = INK;
  } else if (style === "claimed") {
    pen.setLineDash([3, 2.2]);
    pen.lineWidth = 1.75;
    pen.strokeStyle = colour;
  } else {
    screen(pen, radius);
    pen.strokeStyle = GREY;
  }
  disc(radius);
  pen.stroke();
  if (ring) {
    pen.setLineDash([]);
    pen.lineWidth = 1.75;
    pen.strokeStyle = ring;
    disc(radius + 3.2);
    pen.stroke();
  }
}

/** Share of full colour at a probability: almost paper at 55 per cent, all of it from 95 on. */
export function certainty(percent) {
  return Math.min(1, Math.max(0.1, (percent - 50) / 45));
}

/** `colour` on paper, `share` of it. */
export function mix(colour, share) {
  const parts = [colour, PAPER].map((hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)));
  return `rgb(${parts[0].map((value, index) => Math.round(value * share + parts[1][index] * (1 - share))).join(" ")})`;
}

function hatch(pen, radius, colours) {
  pen.save();
  pen.clip();
  pen.rotate(Math.PI / 4);
  const step = 4;
  for (let at = -Math.ceil(radius / step) - 0.5, turn = 0; at * step < radius + step; at += 1, turn += 1) {
    pen.fillStyle = colours[turn % colours.length];
    pen.fillRect(at * step, -2 * radius, step, 4 * radius);
  }
  pen.restore();
}

/** A square of two points to a pixel that tiles into the hatch of contested ground. */
export function hatchTile(colours) {
  const size = 32;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const stripes = 2 * colours.length;
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const stripe = Math.floor((((x + y) % size) * stripes) / size);
      pen.fillStyle = mix(colours[stripe % colours.length], 0.75 * GROUND);
      pen.fillRect(x, y, 1, 1);
    }
  }
  return canvas;
}

/** The same of the dot screen of ground that nobody speaks of. */
export function screenTile() {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 12;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.fillStyle = "rgb(91 97 106 / 0.22)";
  for (const [x, y] of [
    [3, 3],
    [9, 9],
  ]) {
    pen.beginPath();
    pen.arc(x, y, 1, 0, 2 * Math.PI);
    pen.fill();
  }
  return canvas;
}

function screen(pen, radius) {
  pen.save();
  pen.clip();
  pen.fillStyle = GREY;
  for (let x = -12; x <= 12; x += 3) {
    for (let y = -12; y <= 12; y += 3) {
      pen.beginPath();
      pen.arc(x, y, 0.65, 0, 2 * Math.PI);
      pen.fill();
    }
  }
  pen.restore();
}
