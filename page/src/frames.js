// How often a map is drawn while it opens: each of its sources asks for frames of its own, and where no graphics card draws
// them, they take longer than all that they wait for.

/** Until the map has loaded, a frame follows another one only after as long as that took. */
export function drawSeldom(map) {
  const repaint = map.triggerRepaint;
  let [took, waiting] = [0, null];
  const measure = () => {
    const began = performance.now();
    // The second frame after it comes late by what the first one had to wait for.
    requestAnimationFrame(() => requestAnimationFrame(() => (took = performance.now() - began)));
  };
  const draw = () => {
    waiting = null;
    repaint.call(map);
  };
  map.triggerRepaint = () => {
    waiting ??= setTimeout(draw, took);
  };
  map.on("render", measure);
  map.once("load", () => {
    map.off("render", measure);
    delete map.triggerRepaint; // the map's own is there again
    map.triggerRepaint();
  });
}
