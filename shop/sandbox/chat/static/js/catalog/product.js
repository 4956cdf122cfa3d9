// A product's page: pictures, price, variants, words, into the cart, or a question to the shop.
import { h, icon } from "../lib/dom.js";
import { putInCart } from "./cart.js";
import { cartButton } from "./cart_button.js";
import { nameAmong, optionsOf, variantsOf } from "./items.js";
import { stepper } from "./stepper.js";
import { picture } from "../content/media.js";
import { rich } from "../content/rich.js";
import { closeSheet, redrawSheet } from "../lib/sheet.js";
import { price } from "../content/teasers.js";
import { changed, itemOf, state } from "../lib/state.js";
import { t } from "../lib/words.js";

export function productSheet(retailerId, message = null) {
  const view = { id: retailerId, shown: 0 };
  const item = () => itemOf(view.id);
  return {
    name: "shop",
    kind: "tall",
    title: t("product"),
    tools: cartButton,
    body: () => (item()?.shown ? page(item(), view) : h("p", { class: "nothing" }, t("gone_item"))),
    foot: () => (item()?.shown ? actions(item(), message) : null),
  };
}

function page(item, view) {
  return h(
    "div",
    { class: "product" },
    gallery(item, view),
    h("h3", {}, item.title),
    h("p", {}, price(item)),
    item.availability !== "in stock" && h("p", { class: "tag" }, t(`availability_${item.availability}`)),
    options(item, view),
    item.description && h("p", { class: "text" }, rich(item.description)),
    h("p", { class: "soft tiny" }, item.retailer_id),
  );
}

function gallery(item, view) {
  const shown = picture(item.images[view.shown] ?? item.images[0], item.title);
  if (item.images.length < 2) return h("div", { class: "gallery" }, shown);
  const choose = (at) => () => {
    view.shown = at;
    redrawSheet();
  };
  const small = item.images.map((address, at) =>
    h(
      "button",
      {
        type: "button",
        "aria-label": t("picture_n", { n: at + 1 }),
        "aria-pressed": String(at === view.shown),
        onclick: choose(at),
      },
      picture(address, ""),
    ),
  );
  return h("div", { class: "gallery" }, shown, h("div", { class: "thumbs" }, small));
}

/** Chips for the variants, named by what tells them apart. */
function options(item, view) {
  const variants = variantsOf(item);
  if (variants.length < 2) return optionsOf(item) && h("p", { class: "tag" }, optionsOf(item));
  const chips = variants.map((one) =>
    h(
      "button",
      {
        type: "button",
        class: "chip",
        "aria-pressed": String(one.retailer_id === item.retailer_id),
        onclick: () => {
          Object.assign(view, { id: one.retailer_id, shown: 0 });
          redrawSheet();
        },
      },
      nameAmong(one, variants),
    ),
  );
  return h("div", { class: "chips", role: "group", "aria-label": t("options") }, chips);
}

function actions(item, message) {
  const ask = h(
    "button",
    { type: "button", class: "second", onclick: () => askAbout(item, message) },
    icon("reply"),
    t("message_shop"),
  );
  if (!state.number.is_cart_enabled) return ask;
  return [ask, stepper(item) ?? add(item)];
}

function add(item) {
  const gone = item.availability === "out of stock";
  return h(
    "button",
    { type: "button", class: "primary", disabled: gone, onclick: () => putInCart(item.retailer_id, 1) },
    t(gone ? "out_of_stock" : "add_to_cart"),
  );
}

/** "Message business": the next text goes out with the product quoted. */
function askAbout(item, message) {
  state.reply = { product: item.retailer_id, wamid: message?.wamid ?? null };
  closeSheet();
  changed("reply");
}
