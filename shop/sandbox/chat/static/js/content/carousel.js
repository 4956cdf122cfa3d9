// Cards side by side: of links, of products, or of a template.
import { h, icon } from "../lib/dom.js";
import { openLink } from "./open_link.js";
import { openProduct } from "../catalog/catalog.js";
import { below, header } from "./parts.js";
import { productTeaser } from "./teasers.js";
import { rich } from "./rich.js";
import { tapButton } from "../lib/send.js";
import { itemOf } from "../lib/state.js";
import { t } from "../lib/words.js";

export const cardRow = (message, cards) =>
  row(cards.map((card) => (card.type === "product" ? productCard(message, card.action) : mediaCard(message, card))));

/** A row one scrolls, with arrows for those without a touch screen. */
export function row(cards) {
  const strip = h(
    "div",
    { class: "strip", tabindex: "0", role: "group", "aria-label": t("cards") },
    cards.map((card) => h("div", { class: "card" }, card)),
  );
  const step = (way) => () => strip.scrollBy({ left: way * strip.clientWidth * 0.8, behavior: "smooth" });
  const arrow = (way, label) =>
    h(
      "button",
      {
        type: "button",
        class: `arrow ${way < 0 ? "left" : "right"}`,
        "aria-label": label,
        onclick: step(way),
      },
      icon("back"),
    );
  return h("div", { class: "carousel" }, strip, arrow(-1, t("previous")), arrow(1, t("next")));
}

const mediaCard = (message, { header: shown, body, action }) => [
  header(shown),
  body?.text && h("div", { class: "text" }, rich(body.text)),
  action.buttons ? action.buttons.map((button) => quickReply(message, button.quick_reply)) : link(action.parameters),
];

const quickReply = (message, reply) => below("reply", reply.title, () => tapButton(message, reply));

const link = ({ display_text: label, url }) => below("open", label, () => openLink(url));

export function productCard(message, action) {
  const id = action.product_retailer_id;
  return [productTeaser(itemOf(id), id), below("store", t("view"), () => openProduct(id, message))];
}
