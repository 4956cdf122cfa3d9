// How many of an item lie in the cart, with a button for one more and one less.
import { h, iconButton } from "../lib/dom.js";
import { t } from "../lib/words.js";
import { MOST, inCart, putInCart } from "./cart.js";

/** − n +; null when none is in the cart yet. */
export function stepper(item) {
  const count = inCart(item.retailer_id);
  if (!count) return null;
  const put = (quantity) => () => putInCart(item.retailer_id, quantity);
  return h(
    "div",
    { class: "stepper", role: "group", "aria-label": t("quantity_of", { title: item.title }) },
    iconButton("minus", t("one_less"), put(count - 1)),
    h("output", {}, String(count)),
    iconButton("plus", t("one_more"), put(count + 1), { disabled: count >= MOST }),
  );
}
