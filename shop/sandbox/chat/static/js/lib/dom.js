// Elements without markup strings: text stays text, whatever a shopper or a shop wrote into it.
import { PATHS } from "./icons.js";

const SVG = "http://www.w3.org/2000/svg";

/** An element. `on…` attributes are listeners, null and false are left out, strings become text. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) set(element, name, value);
  element.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

function set(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (name in element && typeof value === "boolean") element[name] = value;
  else element.setAttribute(name, value === true ? "" : value);
}

/** One of our own line icons. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [key, value] of Object.entries({
    viewBox: "0 0 24 24",
    class: `icon icon-${name}`,
    "aria-hidden": "true",
  })) {
    svg.setAttribute(key, value);
  }
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

/** A button that shows an icon and says `label` to those who cannot see it. */
export function iconButton(name, label, onclick, more = {}) {
  return h(
    "button",
    { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...more },
    icon(name),
  );
}

/** A labelled form field around a control. */
export function field(label, control, hint = null) {
  return h("label", { class: "field" }, h("span", {}, label), control, hint && h("small", {}, hint));
}

/** A switch with a label and perhaps an explanation. */
export function toggle(label, on, onchange, hint = null) {
  const box = h("input", { type: "checkbox", role: "switch", onchange: () => onchange(box.checked) });
  box.checked = on;
  return h("label", { class: "toggle" }, h("span", {}, label, hint && h("small", {}, hint)), box);
}

/** A choice among [value, label] pairs. */
export function select(options, value, onchange, more = {}) {
  const list = options.map(([key, label]) => h("option", { value: key }, label));
  const element = h("select", { ...more, onchange: () => onchange(element.value) }, list);
  element.value = value;
  return element;
}
