// A template message: `shown` is what the pretend platform made of it, variables filled in.
import { h } from "../lib/dom.js";
import { openLink } from "./open_link.js";
import { openCatalog, openProduct, openSelection } from "../catalog/catalog.js";
import { askForm, shareContact } from "./answers.js";
import { below, header, place } from "./parts.js";
import { productCard, row } from "./carousel.js";
import { productTeaser } from "./teasers.js";
import { rich } from "./rich.js";
import { itemOf, present } from "../lib/state.js";
import { tapTemplateButton } from "../lib/send.js";
import { toast } from "../lib/toast.js";
import { away, t } from "../lib/words.js";

const BUTTONS = {
  QUICK_REPLY: (message, b) => below("reply", b.text, () => tapTemplateButton(message, b)),
  URL: (_message, b) => below("open", b.text, () => openLink(b.url)),
  PHONE_NUMBER: (_message, b) =>
    below("phone", b.text, () => toast(t("would_call", { phone: b.phone_number }))),
  COPY_CODE: (_message, b) => below("copy", b.text || t("copy_code"), () => copyCode(b.coupon_code)),
  OTP: (_message, b) => below("copy", b.text || t("copy_code"), () => copyCode(b.coupon_code ?? "")),
  CATALOG: (_message, b) => below("store", b.text, () => openCatalog()),
  MPM: (_message, b) => below("list", b.text, () => openSelection(null, b.action?.sections ?? [])),
  SPM: (message, b) => below("store", b.text, () => openProduct(productOf(message), message)),
  FLOW: (message, b) => below("form", b.text, () => askForm(message)),
  REQUEST_CONTACT_INFO: (message, b) => below("person", b.text, () => shareContact(message)),
};

export function showTemplate(message) {
  const shown = message.shown;
  if (!shown)
    return { body: h("div", { class: "text soft" }, message.content.template?.name ?? t("template")) };
  const media = shown.header && shown.header.type !== "text";
  const cards = shown.cards && row(shown.cards.map((card) => [parts(message, card), buttons(message, card)]));
  return {
    body: [parts(message, shown), cards],
    below: buttons(message, shown),
    wide: Boolean(media || cards),
  };
}

function parts(message, shown) {
  return [
    headerOf(shown.header),
    offer(shown.limited_time_offer),
    shown.body && h("div", { class: "text" }, rich(shown.body)),
    shown.footer && h("div", { class: "text footer" }, shown.footer),
  ];
}

function headerOf(shown) {
  if (shown?.type === "location") return place(shown.location);
  if (shown?.type === "product")
    return productTeaser(itemOf(shown.product.product_retailer_id), shown.product.product_retailer_id);
  return header(shown);
}

function buttons(message, shown) {
  const own = (shown.buttons ?? []).map((button) => (BUTTONS[button.type] ?? unknown)(message, button));
  const product =
    shown.header?.type === "product" && !own.length ? [productCard(message, shown.header.product)[1]] : [];
  return [...own, ...product];
}

const unknown = (_message, button) => below(null, button.text, null, { disabled: true });

const productOf = (message) => message.shown.header?.product?.product_retailer_id;

function offer(shown) {
  if (!shown) return null;
  const until = shown.expiration_time_ms ? away(shown.expiration_time_ms, present()) : null;
  return h(
    "div",
    { class: "offer" },
    h("b", {}, shown.text),
    until && h("small", {}, t("ends", { when: until })),
  );
}

function copyCode(code) {
  navigator.clipboard?.writeText(code);
  toast(t("copied", { what: code }));
}
