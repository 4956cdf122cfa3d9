// Catalog items and the platform's review of each.
import { post } from "../lib/api.js";
import { folded } from "../catalog/items.js";
import { h, icon } from "../lib/dom.js";
import { loadCatalog } from "../lib/load.js";
import { picture } from "../content/media.js";
import { pill } from "./templates.js";
import { guard } from "../lib/toast.js";
import { price } from "../content/teasers.js";
import { state } from "../lib/state.js";
import { t } from "./words.js";

const MOST = 100;
let wanted = "";
const opened = new Set(); // retailer ids whose details are unfolded

export const itemsTab = { icon: "store", topics: ["catalog"], draw };

async function draw() {
  if (!state.number?.catalog_id) return [h("p", { class: "nothing" }, t("no_catalog"))];
  const { items } = state.catalog;
  if (!items.length) return [h("p", { class: "nothing" }, t("catalog_empty"))];
  const list = h("div", {});
  const fill = () => list.replaceChildren(...found(items));
  const search = h("input", {
    type: "search",
    value: wanted,
    placeholder: t("search"),
    "aria-label": t("search"),
    name: "items",
    oninput: () => {
      wanted = search.value;
      fill();
    },
  });
  fill();
  return [h("div", { class: "choices top" }, search), list];
}

/** The items with these words, not all of thousands at once. */
function found(items) {
  const fits = items.filter((item) =>
    folded(`${item.title} ${item.retailer_id} ${item.review}`).includes(folded(wanted)),
  );
  const more =
    fits.length > MOST ? [h("p", { class: "nothing" }, t("and_more", { n: fits.length - MOST }))] : [];
  return [...fits.slice(0, MOST).map(entry), ...more];
}

function entry(item) {
  const judge = (status, reasons = []) =>
    guard(async () => {
      await post(`/items/${encodeURIComponent(item.retailer_id)}/review`, {
        status,
        reasons,
        catalog_id: state.number.catalog_id,
      });
      await loadCatalog();
    });
  const details = h(
    "details",
    {
      class: "entry",
      open: opened.has(item.retailer_id),
      ontoggle: () => (details.open ? opened.add(item.retailer_id) : opened.delete(item.retailer_id)),
    },
    h(
      "summary",
      {},
      picture(item.images[0], ""),
      h("span", { class: "grow" }, h("b", {}, item.title), h("small", {}, item.retailer_id)),
      pill(item.review, "review"),
    ),
    h("p", {}, price(item), " · ", t(`availability_${item.availability}`)),
    item.reasons.length > 0 && h("p", { class: "why" }, icon("warning"), item.reasons.join(" · ")),
    h(
      "div",
      { class: "choices" },
      ["APPROVED", "PENDING", "OUTDATED"]
        .filter((status) => status !== item.review)
        .map((status) =>
          h(
            "button",
            {
              type: "button",
              class: `chip ${status === "APPROVED" ? "good" : ""}`,
              onclick: () => judge(status),
            },
            t(`to_${status}`),
          ),
        ),
    ),
    rejection(judge),
  );
  return details;
}

function rejection(judge) {
  const reason = h("input", { "aria-label": t("reason"), value: t("item_reason"), name: "reason" });
  const submit = (event) => {
    event.preventDefault();
    document.activeElement.blur();
    judge("REJECTED", [reason.value]);
  };
  return h(
    "form",
    { class: "choices", onsubmit: submit },
    reason,
    h("button", { class: "chip bad" }, t("reject")),
  );
}
