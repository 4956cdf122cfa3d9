// Questions about the catalog's items.
import { state } from "../lib/state.js";

/** Without accents and capitals. */
export const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

export const variantsOf = (item) =>
  item.group ? state.catalog.items.filter((one) => one.group === item.group && one.shown) : [item];
