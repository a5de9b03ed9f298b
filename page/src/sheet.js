// On a phone the panel is a sheet over the map: this is the handle that pulls it up and down.

import { el } from "./dom.js";
import { current, listen } from "./state.js";
import { say } from "./words.js";

const STEPS = ["low", "half", "high"];

export function drawHandle(panel) {
  const handle = el("button", { type: "button", class: "handle" });
  let step = 0;
  let from = null;
  const set = (wanted) => {
    step = Math.min(STEPS.length - 1, Math.max(0, wanted));
    panel.dataset.sheet = STEPS[step];
    handle.setAttribute("aria-label", say(step < 2 ? "sheet_up" : "sheet_down"));
  };
  handle.addEventListener("pointerdown", (event) => {
    from = event.clientY;
    handle.setPointerCapture(event.pointerId);
  });
  handle.addEventListener("pointerup", (event) => {
    const pulled = from - event.clientY;
    from = null;
    if (Math.abs(pulled) > 24) set(step + Math.sign(pulled) * (Math.abs(pulled) > innerHeight / 3 ? 2 : 1));
    else set(step === 2 ? 0 : step + 1);
  });
  handle.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") set(step === 2 ? 0 : step + 1);
  });
  listen((shown, before) => {
    if (["place", "tab", "report"].some((key) => shown[key] !== before[key]) && step === 0) set(1);
  });
  set(current().place || current().report || current().tab !== "place" ? 1 : 0);
  return handle;
}
