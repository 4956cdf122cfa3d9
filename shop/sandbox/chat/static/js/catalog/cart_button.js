// The way to the cart, from the catalog and from a product.
import { h, icon } from "../lib/dom.js";
import { state } from "../lib/state.js";
import { t } from "../lib/words.js";
import { cartCount } from "./cart.js";
import { openCart } from "./cart_sheet.js";

export function cartButton() {
  const count = cartCount();
  if (!state.number.is_cart_enabled) return null;
  return iconWithCount(count);
}

const iconWithCount = (count) =>
  h(
    "button",
    {
      type: "button",
      class: "icon-button",
      "aria-label": t("cart_n", { n: count }),
      title: t("cart"),
      onclick: openCart,
    },
    icon("basket"),
    count > 0 && h("span", { class: "badge" }, String(count)),
  );
