// The cart before it is sent: quantities, an estimate, a note to the shop.
import { field, h } from "../lib/dom.js";
import { cartRows, emptyCart, takeOutGone } from "./cart.js";
import { optionsOf } from "./items.js";
import { picture } from "../content/media.js";
import { stepper } from "./stepper.js";
import { closeSheet, pushSheet } from "../lib/sheet.js";
import { price } from "../content/teasers.js";
import { sendCart } from "../lib/send.js";
import { toast } from "../lib/toast.js";
import { money, t } from "../lib/words.js";

export function openCart() {
  const note = h("input", { name: "note", autocomplete: "off", maxlength: "1000" });
  const gone = takeOutGone();
  if (gone) toast(t("items_left", { n: gone }));
  pushSheet({ name: "shop", kind: "tall", title: t("cart"), body: () => body(note), foot: () => foot(note) });
}

function body(note) {
  const rows = cartRows();
  if (!rows.length) return h("p", { class: "nothing" }, t("cart_empty"));
  const lines = rows.map(({ item }) =>
    h(
      "li",
      {},
      picture(item.images[0], item.title),
      h("span", {}, h("b", {}, item.title), h("small", { class: "line soft" }, optionsOf(item)), price(item)),
      stepper(item),
    ),
  );
  return [
    h("ul", { class: "lines" }, lines),
    h("p", { class: "total" }, h("span", {}, t("total_estimated")), h("b", {}, total(rows))),
    h("p", { class: "soft tiny" }, t("estimate_note")),
    field(t("note"), note),
  ];
}

function foot(note) {
  const rows = cartRows();
  if (!rows.length) return null;
  return h(
    "button",
    {
      type: "button",
      class: "primary wide",
      "data-send-cart": "",
      onclick: () => send(rows, note.value.trim()),
    },
    t("send_cart"),
  );
}

async function send(rows, text) {
  const items = rows.map(({ item, quantity }) => ({ retailer_id: item.retailer_id, quantity }));
  if ((await sendCart(items, text)) === undefined) return;
  emptyCart();
  closeSheet();
}

function total(rows) {
  const sum = rows.reduce((amount, { item, quantity }) => amount + Number(item.amount) * quantity, 0);
  return money(sum, rows[0].item.currency);
}
