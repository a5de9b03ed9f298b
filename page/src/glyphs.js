// The pictures of events: one symbol for each family, side by side in a pill of paper with a count. Plain marks in ink; none
// is a sign of arms or units.

export const FAMILIES = ["strike", "effect", "territory", "people", "force", "politics"];
export const PICTURE = "events "; // then the numbers of the families, and how many events: "events 02 5"

const MOST = 3; // families drawn side by side; of more, only how many events
const SIZE = 11; // pixels of one symbol
const HEIGHT = 16;


/** Draws the picture of an icon when the map first asks for it. */
export function answerForSymbols(map) {
  map.setMissingStyleImageResolver((id) => {
    if (!id.startsWith(PICTURE) || map.hasImage(id)) return;
    const [digits, total] = id.slice(PICTURE.length).split(" ");
    const families = FAMILIES.filter((_, at) => digits.includes(at));
    const ratio = Math.max(2, Math.ceil(devicePixelRatio));
    const canvas = picture(families, Number(total), ratio);
    const { width, height } = canvas;
    map.addImage(id, canvas.getContext("2d").getImageData(0, 0, width, height), { pixelRatio: ratio });
  });
}

/** The symbol of one family as an element, for the key. */
export function symbolSign(family) {
  const canvas = picture([family], 1, 2);
  canvas.style.width = `${canvas.width / 2}px`;
  canvas.setAttribute("aria-hidden", "true");
  return canvas;
}

function picture(families, total, ratio) {
  const shown = families.length > MOST ? [] : families;
  const text = total > 1 || !shown.length ? String(Math.min(total, 999)) : "";
  const font = `600 11px "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif`;
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  if (text) pen.font = font; // to find a font takes a quarter of a second where none has been drawn yet
  const wide = text ? Math.ceil(pen.measureText(text).width) + 2 : 0;
  const width = 4 + SIZE * shown.length + wide + (shown.length ? 0 : 4);
  canvas.width = (width + 2) * ratio;
  canvas.height = (HEIGHT + 2) * ratio;
  pen.scale(ratio, ratio);
  pen.fillStyle = "#fbfaf6";
  pen.strokeStyle = "#8d8b82";
  pen.lineWidth = 1;
  pen.beginPath();
  pen.roundRect(1, 1, width, HEIGHT, HEIGHT / 2);
  pen.fill();
  pen.stroke();
  shown.forEach((family, at) => {
    pen.save();
    pen.translate(3 + SIZE * (at + 0.5), 1 + HEIGHT / 2);
    pen.fillStyle = pen.strokeStyle = "#1f2328";
    pen.lineWidth = 1.4;
    PENS[family](pen);
    pen.restore();
  });
  if (!text) return canvas;
  pen.fillStyle = "#1f2328";
  pen.font = font;
  pen.textBaseline = "middle";
  pen.fillText(text, shown.length ? 3 + SIZE * shown.length : 5, 1.5 + HEIGHT / 2);
  return canvas;
}

const stroke = (pen, ...lines) => {
  pen.beginPath();
  for (const [[x, y], ...points] of lines) {
    pen.moveTo(x, y);
    for (const point of points) pen.lineTo(...point);
  }
  pen.stroke();
};
const dot = (pen, x, y, radius) => {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fill();
};

/** Within five pixels of the middle: a star, a broken ring, an arrow, a head and shoulders, three dots, a word. */
const PENS = {
  strike(pen) {
    for (let turn = 0; turn < 4; turn += 1) {
      stroke(pen, [
        [-4, 0],
        [4, 0],
      ]);
      pen.rotate(Math.PI / 4);
    }
  },
  effect(pen) {
    for (const start of [0.15, 0.82, 1.49]) {
      pen.beginPath();
      pen.arc(0, 0, 3.4, start * Math.PI, (start + 0.42) * Math.PI);
      pen.stroke();
    }
  },
  territory(pen) {
    pen.beginPath();
    pen.moveTo(-3, -4);
    pen.lineTo(4, 0);
    pen.lineTo(-3, 4);
    pen.fill();
  },
  people(pen) {
    dot(pen, 0, -2, 1.9);
    pen.beginPath();
    pen.arc(0, 4, 3.4, Math.PI, 0);
    pen.fill();
  },
  force(pen) {
    for (const [x, y] of [
      [0, -2.4],
      [-2.6, 2],
      [2.6, 2],
    ])
      dot(pen, x, y, 1.5);
  },
  politics(pen) {
    stroke(
      pen,
      [
        [-4, -1.8],
        [4, -1.8],
      ],
      [
        [-4, 1.6],
        [1.5, 1.6],
      ],
    );
  },
};
