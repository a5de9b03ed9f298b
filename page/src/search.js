// A box that finds a place by name: exactly, else by how it begins, else by what it contains.

import { el } from "./dom.js";
import { showPlace } from "./state.js";
import { say } from "./words.js";

export function drawSearch(desk) {
  const title = (place) => (place.admin1 ? `${place.name}, ${place.admin1}` : place.name);
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
  const known = desk.places.map((place) => [fold(title(place)), place]);
  const exact = (text) => known.find(([name]) => name === fold(text));
  const find = (text) =>
    exact(text) ??
    known.find(([name]) => name.startsWith(fold(text))) ??
    known.find(([name]) => name.includes(fold(text)));
  const go = (found) => {
    showPlace(found[1].id);
    box.value = "";
    box.blur();
  };
  const box = el("input", {
    type: "search",
    list: "place-list",
    placeholder: say("search"),
    "aria-label": say("search"),
    autocomplete: "off",
    oninput: () => {
      box.setCustomValidity("");
      if (exact(box.value)) go(exact(box.value));
    },
  });
  const submit = (event) => {
    event.preventDefault();
    const found = box.value.trim() && find(box.value);
    if (found) return go(found);
    box.setCustomValidity(box.value.trim() ? say("no_match", { text: box.value }) : "");
    return box.reportValidity();
  };
  return el(
    "form",
    { role: "search", novalidate: true, onsubmit: submit },
    box,
    el(
      "datalist",
      { id: "place-list" },
      desk.places.map((place) => el("option", { value: title(place) })),
    ),
  );
}
