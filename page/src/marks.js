// How control is drawn: a reading in, the look of a mark out, and the picture of that look.
// Saturation is certainty; contested ground is a hatch of both; unknown is a dot screen on paper. In grey print sides of
// equal lightness are alike, so each side but the first has a ruling of its own besides its colour.

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

const SEAM = 0.8; // pixels of paper between the stripes of a hatch, by which it is one in grey print too
const RULED = 4; // pixels from one line of a ruling to the next

export const RADII = SIZES.map(([, radius]) => radius);

/** Radius in pixels by the size of the settlement. */
export function radius({ population }) {
  return SIZES.find(([least]) => population >= least)[1];
}

/** What to draw for a reading (see readPlace); the same look is the same picture. Without `claims` nothing is drawn of
 * what is said and not borne out. */
export function look(desk, reading, radius, claims = true) {
  const colours = desk.holders.map((side) => desk.parties[side].colour);
  if (!reading) return { style: "named", radius: 2.5 };
  const { state, claimed } = reading;
  const disputed = claims && reading.disputed;
  const claimants = desk.holders.filter((side) => claims && claimed[side]?.state === side);
  const rival = claimants.find((side) => side !== state);
  const ring = state === "unknown" ? null : rival ? desk.parties[rival].colour : null;
  const base = { radius, ring: ring ?? (disputed ? GREY : null), dotted: Boolean(disputed) };
  if (desk.holders.includes(state)) {
    const share = shadeOf(desk, reading);
    const ruling = desk.holders.indexOf(state);
    return { ...base, style: "held", colour: desk.parties[state].colour, sure: share, ruling };
  }
  if (state !== "unknown") return { ...base, style: "hatch", colours };
  if (claimants.length === 1) return { ...base, style: "claimed", colour: desk.parties[claimants[0]].colour };
  return { ...base, style: "dots" };
}

/** What a look shows of the share of a reading's state: fives of a percent. */
export function shadeOf(desk, { state, shares }) {
  return Math.round(shares[desk.states.indexOf(state)] / 5) * 5;
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

function draw(pen, { style, radius, colour, colours, sure, ring, dotted, ruling }) {
  const disc = (size) => {
    pen.beginPath();
    pen.arc(0, 0, size, 0, 2 * Math.PI);
  };
  if (style === "turned") {
    brackets(pen, radius);
    return;
  }
  if (style === "named") {
    disc(radius + 1);
    pen.fillStyle = PAPER;
    pen.fill();
    disc(radius);
    pen.fillStyle = GREY;
    pen.fill();
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
    rule(pen, radius, ruling);
    disc(radius);
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
    pen.setLineDash(dotted ? [1.6, 1.8] : []); // in grey print the two rings would be one
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

/** The lines of paper by which a side is known without its colour: none, across, upright. */
function rule(pen, radius, ruling) {
  if (!ruling || ruling > 2) return;
  pen.save();
  pen.clip();
  if (ruling === 2) pen.rotate(Math.PI / 2);
  pen.fillStyle = PAPER;
  pen.globalAlpha = 0.75;
  for (let y = RULED / 2; y < radius; y += RULED)
    for (const at of [y, -y]) pen.fillRect(-radius, at - 0.5, 2 * radius, 1);
  pen.restore();
}

/** Four corners around a mark whose state is another one than on the day compared with. */
function brackets(pen, radius) {
  const arm = 4;
  for (const [colour, width] of [
    [PAPER, 4],
    [INK, 1.6],
  ]) {
    pen.strokeStyle = colour;
    pen.lineWidth = width;
    pen.lineCap = "square";
    for (const [x, y] of [
      [-1, -1],
      [1, -1],
      [1, 1],
      [-1, 1],
    ]) {
      pen.beginPath();
      pen.moveTo(x * (radius - arm), y * radius);
      pen.lineTo(x * radius, y * radius);
      pen.lineTo(x * radius, y * (radius - arm));
      pen.stroke();
    }
  }
}

function hatch(pen, radius, colours) {
  pen.save();
  pen.clip();
  pen.rotate(Math.PI / 4);
  const step = 4;
  for (let at = -Math.ceil(radius / step) - 0.5, turn = 0; at * step < radius + step; at += 1, turn += 1) {
    pen.fillStyle = colours[turn % colours.length];
    pen.fillRect(at * step, -2 * radius, step - SEAM, 4 * radius);
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
      const at = (((x + y) % size) * stripes) / size;
      const seam = (at % 1) * (size / stripes) < 2 * SEAM;
      pen.fillStyle = seam ? PAPER : mix(colours[Math.floor(at) % colours.length], 0.75 * GROUND);
      pen.fillRect(x, y, 1, 1);
    }
  }
  return canvas;
}

/** The same of the ruling on ground that a side but the first holds. */
export function ruledTile(ruling) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 12;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.fillStyle = PAPER;
  pen.globalAlpha = 0.45;
  if (ruling === 1) pen.fillRect(0, 5, 12, 2);
  if (ruling === 2) pen.fillRect(5, 0, 2, 12);
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
