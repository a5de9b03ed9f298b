// A switch between the languages of the page, for the top bar. The language is in the address, and the page is read anew
// in it: so nothing that is drawn once need know how to say itself again.

import { el } from "./dom.js";
import { listen, show } from "./state.js";
import { language, listLanguages, say } from "./words.js";

/** A button for each language but the one that is spoken, in its own words. */
export function drawLanguages(desk) {
  listen((now, before) => before && now.lang !== before.lang && location.reload());
  const others = listLanguages().filter(([code]) => code !== language);
  return el(
    "p",
    { class: "languages" },
    others.map(([code, name]) =>
      el(
        "button",
        {
          type: "button",
          class: "jump",
          lang: code,
          onclick: () => show({ lang: code === desk.language ? null : code }),
        },
        name,
      ),
    ),
  );
}

/** That the sentences of the data stay as they were built, where that is in another language; else null. */
export function drawForeign(desk) {
  const built = Object.fromEntries(listLanguages())[desk.language];
  return desk.language === language ? null : el("p", { class: "foreign" }, say("foreign", { language: built }));
}
