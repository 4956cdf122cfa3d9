// The catalog as a phone shows it: pictures, prices, search, one tile for all variants of a product.
import { h, icon } from "../lib/dom.js";
import { cartButton } from "./cart_button.js";
import { folded, optionsOf, productOf, variantsOf } from "./items.js";
import { picture } from "../content/media.js";
import { productSheet } from "./product.js";
import { openCart } from "./cart_sheet.js";
import { isShown, openSheet, pushSheet, redrawSheet } from "../lib/sheet.js";
import { price } from "../content/teasers.js";
import { itemOf, state, watch } from "../lib/state.js";
import { t } from "../lib/words.js";

const MOST_TILES = 200; // beyond, one searches

/** The whole catalog, or straight the cart. */
export function openCatalog({ cart = false } = {}) {
  openSheet(listSheet(t("catalog"), () => state.catalog.items.filter((item) => item.shown)));
  if (cart) openCart();
}

/** One product's page. `message` is where one came from. */
export function openProduct(retailerId, message = null) {
  openSheet(productSheet(retailerId, message));
}

/** The sections of a product list. */
export function openSelection(title, sections) {
  const items = (section) =>
    section.product_items.map((row) => itemOf(row.product_retailer_id)).filter((item) => item?.shown);
  const body = () =>
    sections.map((section) => [
      section.title && h("h3", {}, section.title),
      h(
        "ul",
        { class: "tiles" },
        items(section).map((item) => tile(item)),
      ),
    ]);
  openSheet({ name: "shop", kind: "tall", title: title || t("items"), tools: cartButton, body });
}

watch(["cart", "catalog"], () => isShown("shop") && redrawSheet());

function listSheet(title, items) {
  let wanted = "";
  const list = h("ul", { class: "tiles" });
  const fill = () => list.replaceChildren(...tiles(items(), wanted));
  const search = h("input", {
    type: "search",
    placeholder: t("search"),
    "aria-label": t("search"),
    name: "search",
    oninput: () => {
      wanted = search.value;
      fill();
    },
  });
  const body = () => {
    fill();
    return [h("div", { class: "search" }, icon("search"), search), list];
  };
  return { name: "shop", kind: "tall", title, tools: cartButton, body };
}

function tiles(items, wanted) {
  const words = folded(wanted).split(/\s+/).filter(Boolean);
  const fits = (item) =>
    words.every((word) => folded(`${item.title} ${item.description} ${item.retailer_id}`).includes(word));
  const first = new Map(); // of each product the first that can be had, in the catalog's order
  for (const item of items.filter(fits))
    if (!first.has(productOf(item)) || isGone(first.get(productOf(item)))) first.set(productOf(item), item);
  if (!first.size)
    return [h("li", { class: "nothing" }, t(items.length ? "nothing_found" : "catalog_empty"))];
  const shown = [...first.values()];
  const more =
    shown.length > MOST_TILES &&
    h("li", { class: "nothing" }, t("and_more", { n: shown.length - MOST_TILES }));
  return [
    ...shown.slice(0, MOST_TILES).map((item) => tile(item, variantsOf(item).length)),
    ...(more ? [more] : []),
  ];
}

const isGone = (item) => item.availability === "out of stock";

function tile(item, variants = 1) {
  const gone = isGone(item);
  const about = variants > 1 ? t("variants_n", { n: variants }) : optionsOf(item) || item.description;
  const note = gone ? t("out_of_stock") : about;
  return h(
    "li",
    {},
    h(
      "button",
      {
        type: "button",
        class: `tile ${gone ? "gone" : ""}`,
        onclick: () => pushSheet(productSheet(item.retailer_id)),
      },
      picture(item.images[0], ""),
      h("span", { class: "tile-words" }, h("b", {}, item.title), h("small", {}, note), price(item)),
    ),
  );
}
