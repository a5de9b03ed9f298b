// What is shown: day, place, tab, report and claim, kept in the address, so that a link leads back to it;
// and `from`, the number of the first day on the bar of days and the bands.

const KEYS = ["day", "place", "tab", "report", "claim", "period"];
const listeners = [];
let shown = {};
let written = "";
let timer = null;
let told = null;

export function current() {
  return shown;
}

export function listen(listener) {
  listeners.push(listener);
}

/** Shows something else; `past` says whether the browser's back button should return to what was shown. */
export function show(change, past = !("day" in change)) {
  tell(shown);
  shown = { ...shown, ...change };
  clearTimeout(timer);
  if (past) write(past);
  else timer = setTimeout(write, 200, past); // a slider moves faster than an address may change
}

/** Tells the listeners once a frame, however often a slider moves. */
function tell(before) {
  if (told) return;
  told = requestAnimationFrame(() => {
    told = null;
    for (const listener of listeners) listener(shown, before);
  });
}

export function showPlace(place) {
  show({ place, tab: "place", report: null, claim: null });
}

export function showReport(report, claim) {
  show({ report, claim });
}

/** One step out: from a report to what led to it, from a place to all places. */
export function goBack() {
  if (shown.report !== null) show({ report: null, claim: null });
  else if (shown.place !== null && shown.tab === "place") show({ place: null });
}

function write(past) {
  const parts = KEYS.filter((key) => shown[key] !== null && shown[key] !== undefined);
  const address = "#" + parts.map((key) => `${key}=${encodeURIComponent(shown[key])}`).join("&");
  // Where the address is no longer what was written, the reader has gone elsewhere in the meantime.
  if (location.hash !== written || address === written) return;
  written = address;
  if (past) location.hash = written;
  else location.replace(written);
}

/** Reads the address over `defaults`; what the desk does not have is left out. */
export function start(desk, defaults) {
  const read = () => {
    const address = new URLSearchParams(location.hash.slice(1));
    const found = Object.fromEntries(KEYS.map((key) => [key, address.get(key)]));
    if (!(found.day >= desk.first && found.day <= desk.last)) found.day = shown.day ?? defaults.day;
    if (!desk.byId.has(found.place)) found.place = null;
    if (!/^\d+$/.test(found.report ?? "")) found.report = null;
    found.tab ??= defaults.tab;
    written = location.hash;
    return found;
  };
  shown = { from: defaults.from, ...read() };
  window.addEventListener("hashchange", () => {
    if (location.hash !== written) show(read(), false);
  });
}
