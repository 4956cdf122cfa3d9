// A cart that was sent: in the bubble as a summary, opened as a list.
import { h, icon } from "../lib/dom.js";
import { optionsOf } from "../catalog/items.js";
import { openSheet } from "../lib/sheet.js";
import { picture } from "./media.js";
import { rich } from "./rich.js";
import { itemOf } from "../lib/state.js";
import { money, t } from "../lib/words.js";

export function cartLines(order) {
  const lines = order.product_items;
  const count = lines.reduce((sum, line) => sum + line.quantity, 0);
  const first = itemOf(lines[0]?.product_retailer_id);
  return [
    h(
      "div",
      { class: "teaser row" },
      picture(first?.images[0], first?.title ?? ""),
      h(
        "div",
        { class: "teaser-words" },
        h("b", {}, icon("basket"), " ", t("items_n", { n: count })),
        h("small", {}, t("estimated", { total: totalOf(lines) })),
      ),
    ),
    order.text && h("div", { class: "text" }, rich(order.text)),
    h(
      "button",
      { type: "button", class: "tap inside", onclick: () => showCart(order) },
      h("span", {}, t("view_cart")),
    ),
  ];
}

function totalOf(lines) {
  const sum = lines.reduce((total, line) => total + line.item_price * line.quantity, 0);
  return money(sum, lines[0]?.currency);
}

function showCart(order) {
  const body = () => [
    h("ul", { class: "lines" }, order.product_items.map(lineRow)),
    h("p", { class: "total" }, h("span", {}, t("total_estimated")), h("b", {}, totalOf(order.product_items))),
  ];
  openSheet({ title: t("sent_cart"), body });
}

function lineRow(row) {
  const item = itemOf(row.product_retailer_id);
  const title = item?.title ?? row.product_retailer_id;
  return h(
    "li",
    {},
    picture(item?.images[0], title),
    h(
      "span",
      {},
      h("b", {}, title),
      item && h("small", { class: "line soft" }, optionsOf(item)),
      h("small", {}, `${row.quantity} × ${money(row.item_price, row.currency)}`),
    ),
    h("span", { class: "price" }, money(row.item_price * row.quantity, row.currency)),
  );
}
