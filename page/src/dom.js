// Elements. Text goes in as text nodes only: nothing that a report says is ever read as markup.

const SVG = "http://www.w3.org/2000/svg";

/** An HTML element; attributes that are null, undefined or false are left out, `on…` are listeners, `style` is
 * an object (the page's policy forbids styles in attributes). */
export function el(tag, attributes = {}, ...children) {
  return dress(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
export function svg(tag, attributes = {}, ...children) {
  return dress(document.createElementNS(SVG, tag), attributes, children);
}

function dress(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "style") Object.assign(element.style, value);
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

/** The items of a long list, `few` at first and `size` each time that more is asked for: the list, and a button for the
 * next ones where there are any. `more` is what that says, or what makes it from the number that is left. */
export function pages(list, items, make, more, few = 100, size = few) {
  let shown = 0;
  const button = jump("", () => {
    const until = shown + (shown ? size : few);
    list.append(...items.slice(shown, until).map((item, at) => make(item, shown + at)));
    shown = until;
    button.hidden = shown >= items.length;
    button.textContent = typeof more === "function" ? more(items.length - shown) : more;
  });
  button.click();
  return [list, button];
}

/** A link to another view of this page: a button, because it changes what is shown, not where. */
export function jump(text, onclick, attributes = {}) {
  return el("button", { type: "button", class: "jump", onclick, ...attributes }, text);
}
