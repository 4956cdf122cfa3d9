// Products inside bubbles: name, picture and price are the catalog's present ones, as on a phone.
import { h, icon } from "../lib/dom.js";
import { picture } from "./media.js";
import { optionsOf } from "../catalog/items.js";
import { itemOf, state } from "../lib/state.js";
import { money, t } from "../lib/words.js";

/** A product with its picture on top. */
export function productTeaser(item, retailerId) {
  if (!item)
    return h(
      "div",
      { class: "teaser" },
      h("span", { class: "placeholder" }, icon("store")),
      h("div", { class: "teaser-words" }, h("b", {}, retailerId), h("small", {}, t("gone_item"))),
    );
  return h(
    "div",
    { class: "teaser" },
    picture(item.images[0], item.title),
    h("div", { class: "teaser-words" }, h("b", {}, item.title), h("small", { class: "line soft" }, optionsOf(item)), price(item)),
  );
}

/** The shop, or a choice of it, beside one picture. */
export function shopTeaser(retailerId, words = null) {
  const item = itemOf(retailerId) ?? state.catalog.items.find((one) => one.shown);
  return h(
    "div",
    { class: "teaser row" },
    picture(item?.images[0], item?.title ?? t("catalog")),
    h("div", { class: "teaser-words" }, h("b", {}, state.number.name), h("small", {}, words ?? t("catalog"))),
  );
}

/** What it costs now, and what it cost before the sale. */
export function price(item) {
  return h(
    "span",
    { class: "price" },
    money(item.amount, item.currency),
    item.was &&
      h(
        "s",
        { "aria-label": t("before", { price: money(item.was, item.currency) }) },
        money(item.was, item.currency),
      ),
  );
}
