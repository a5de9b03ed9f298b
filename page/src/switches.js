// What of the map can be switched off, as the address says it: `layers=areas,events` names what is on, no word on it
// means all, `none` nothing.

export const LAYERS = ["areas", "events", "spots", "claims", "names"];

/** The address's words for layers in their one form; null where all are on, or it names none that there are. */
export function readLayers(text) {
  if (text === null || text === "none") return text;
  const found = LAYERS.filter((layer) => text.split(",").includes(layer));
  return found.length && found.length < LAYERS.length ? found.join() : null;
}

export function isOn({ layers }, layer) {
  return !layers || layers.split(",").includes(layer);
}

/** The address's words once `layer` is switched. */
export function switched(shown, layer) {
  const found = LAYERS.filter((one) => isOn(shown, one) !== (one === layer));
  return readLayers(found.join() || "none");
}
