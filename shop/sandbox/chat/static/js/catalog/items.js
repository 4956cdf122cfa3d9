// Questions about the catalog's items.
import { state } from "../lib/state.js";

/** Without accents and capitals. */
export const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** What is chosen of a product, in words: "Azul, M". Empty when there is nothing to choose. */
export const optionsOf = (item) => Object.values(item.options).join(", ");

/** What tells an item from its siblings: its options where they do, else its title, else its id. */
export function nameAmong(item, siblings) {
  const apart = [optionsOf, (one) => one.title].find((name) => {
    const names = siblings.map(name);
    return names.every(Boolean) && new Set(names).size === names.length;
  });
  return apart ? apart(item) : item.retailer_id;
}

/** The same for all variants of a product; an item without siblings has one of its own. */
export const productOf = (item) => item.group || item.retailer_id;

export const variantsOf = (item) =>
  item.group ? state.catalog.items.filter((one) => one.group === item.group && one.shown) : [item];
