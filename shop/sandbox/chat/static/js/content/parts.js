// What several kinds of messages are made of: rows under a bubble, headers, a drawn map.
import { h, icon } from "../lib/dom.js";
import { t } from "../lib/words.js";
import { media } from "./media.js";

/** A row under a bubble. */
export function below(shape, label, onclick, more = {}) {
  return h(
    "button",
    { type: "button", class: "tap", onclick, ...more },
    shape && icon(shape),
    h("span", {}, label),
  );
}

/** A text or media header. */
export function header(shown) {
  if (!shown) return null;
  if (shown.type === "text") return h("div", { class: "text" }, h("b", {}, shown.text));
  return media(shown.type, shown[shown.type]).body;
}

/** A drawn map: no tiles are fetched from anywhere. */
export function place(location) {
  const spot = `${Number(location.latitude).toFixed(4)}, ${Number(location.longitude).toFixed(4)}`;
  return [
    h("div", { class: "map", role: "img", "aria-label": t("location") }, icon("pin")),
    h(
      "div",
      { class: "text" },
      location.name && h("b", {}, location.name),
      location.address && h("span", { class: "line" }, location.address),
      h("small", { class: "line soft" }, spot),
    ),
  ];
}
