// The cart on this phone for this chat. The shop cannot see it before it is sent.
import { changed, itemOf, recall, remember, state, watch } from "../lib/state.js";

export const MOST = 99; // units of one item

const key = () => `cart.${state.number?.phone_number_id}.${state.shopperId}`;

/** {retailer_id: quantity} */
const kept = () => recall(key(), {});

/** Lines with their items; what left the catalog leaves the cart. */
export function cartRows() {
  return Object.entries(kept())
    .map(([id, quantity]) => ({ item: itemOf(id), quantity }))
    .filter(({ item }) => item?.shown);
}

/** How many items left the catalog while they lay here; they are taken out now. */
export function takeOutGone() {
  const gone = Object.keys(kept()).filter((id) => !itemOf(id)?.shown);
  const left = Object.entries(kept()).filter(([id]) => !gone.includes(id));
  if (gone.length) remember(key(), Object.fromEntries(left));
  return gone.length;
}

export const cartCount = () => (state.shopperId ? cartRows().reduce((sum, row) => sum + row.quantity, 0) : 0);

export const inCart = (retailerId) => kept()[retailerId] ?? 0;

export function putInCart(retailerId, quantity) {
  const { [retailerId]: _gone, ...others } = kept();
  const wanted = Math.min(MOST, Math.max(0, quantity));
  remember(key(), wanted ? { ...others, [retailerId]: wanted } : others);
  changed("cart");
}

export function emptyCart() {
  remember(key(), {});
  changed("cart");
}

watch("catalog", () => changed("cart"));
