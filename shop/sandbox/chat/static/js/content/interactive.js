// Interactive messages, both ways: what the shop offers, and what the shopper chose.
import { h } from "../lib/dom.js";
import { openLink } from "./open_link.js";
import { cardRow } from "./carousel.js";
import { openCatalog, openProduct, openSelection } from "../catalog/catalog.js";
import { below, header } from "./parts.js";
import { pickLocation } from "./places.js";
import { productTeaser, shopTeaser } from "./teasers.js";
import { rich } from "./rich.js";
import { askForm, shareContact } from "./answers.js";
import { showRows } from "./rows_sheet.js";
import { itemOf, state } from "../lib/state.js";
import { tapButton } from "../lib/send.js";
import { t } from "../lib/words.js";

const ACTIONS = {
  button: (message, c) =>
    c.action.buttons.map(({ reply }) => below("reply", reply.title, () => tapButton(message, reply))),
  list: (message, c) => [below("list", c.action.button, () => showRows(message, c))],
  cta_url: (_message, c) => [
    below("open", c.action.parameters.display_text, () => openLink(c.action.parameters.url)),
  ],
  location_request_message: (message) => [below("pin", t("send_location"), () => pickLocation(message))],
  request_contact_info: (message) => [below("person", t("share_phone"), () => shareContact(message))],
  flow: (message, c) => [below("form", c.action.parameters.flow_cta, () => askForm(message))],
  catalog_message: () => [below("store", t("view_catalog"), () => openCatalog())],
  product: (message, c) => [
    below("store", t("view"), () => openProduct(c.action.product_retailer_id, message)),
  ],
  product_list: (_message, c) => [
    below("list", t("view_items"), () => openSelection(c.header?.text, c.action.sections)),
  ],
};

const TEASERS = {
  catalog_message: (c) => shopTeaser(c.action.parameters?.thumbnail_product_retailer_id),
  product: (c) => productTeaser(itemOf(c.action.product_retailer_id), c.action.product_retailer_id),
  product_list: (c) => listTeaser(c),
};

export function interactive(message, c) {
  const answer = c.button_reply ?? c.list_reply;
  if (answer)
    return {
      body: h(
        "div",
        { class: "text" },
        answer.title,
        answer.description && h("small", { class: "line soft" }, answer.description),
      ),
    };
  if (c.nfm_reply)
    return {
      body: [
        h("div", { class: "text" }, t("form_sent")),
        h("pre", { class: "tiny" }, c.nfm_reply.response_json),
      ],
    };
  const carousel = c.type === "carousel" ? cardRow(message, c.action.cards) : null;
  const body = [header(c.header), TEASERS[c.type]?.(c), words(c), carousel];
  const wide = c.type !== "button" && c.type !== "list" ? true : ["image", "video"].includes(c.header?.type);
  return { body, below: ACTIONS[c.type]?.(message, c) ?? [], wide };
}

const words = (c) => [
  c.body?.text && h("div", { class: "text" }, rich(c.body.text)),
  c.footer?.text && h("div", { class: "text footer" }, c.footer.text),
];

function listTeaser(c) {
  const ids = c.action.sections.flatMap((section) =>
    section.product_items.map((row) => row.product_retailer_id),
  );
  return shopTeaser(ids[0], t("items_n", { n: ids.length }), state.catalog.name && null);
}
