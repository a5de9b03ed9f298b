// What the map shows at first: places and outlines in, the ones to show or their edges out.

const HEART = 0.9; // share of the evidence that the first view is about
const AROUND = 2.5; // times as far off as that, a place still belongs to the first view

const weight = (place) => (place.control ? place.evidence : 0);

/** The place that most is told of. */
export function findMain(places) {
  return places.reduce((best, place) => (weight(place) > weight(best) ? place : best));
}

/** The places of the first view: those around the one with the most evidence that together hold nearly all of
 * it, and what lies not much further off. Without evidence, all of them. */
export function findHeart(places) {
  const sum = places.reduce((total, place) => total + weight(place), 0);
  if (!sum) return places;
  const main = findMain(places);
  const squeeze = Math.cos((main.lat * Math.PI) / 180);
  const far = (place) => Math.hypot(place.lat - main.lat, (place.lon - main.lon) * squeeze);
  const followed = places.filter((place) => place.control).sort((a, b) => far(a) - far(b));
  let left = HEART * sum;
  const edge = far(followed.find((place) => (left -= weight(place)) <= 0) ?? followed.at(-1));
  return followed.filter((place) => far(place) <= AROUND * edge);
}

/** West, south, east and north of a collection of outlines; the world, where it has none. */
export function extent({ features }) {
  const points = features.flatMap(({ geometry }) => geometry.coordinates.flat(Infinity));
  if (!points.length) return [-180, -60, 180, 75];
  const [xs, ys] = [points.filter((_, at) => at % 2 === 0), points.filter((_, at) => at % 2)];
  const least = (values) => values.reduce((a, b) => Math.min(a, b));
  const most = (values) => values.reduce((a, b) => Math.max(a, b));
  return [least(xs), least(ys), most(xs), most(ys)];
}
