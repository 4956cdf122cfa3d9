// A message in one line: for the list, for quotes, for those who listen.
import { plain } from "./rich.js";
import { itemOf } from "../lib/state.js";
import { t } from "../lib/words.js";

const WORDS = {
  text: (c) => plain(c.body),
  image: (c) => plain(c.caption) || t("photo"),
  video: (c) => plain(c.caption) || t("video"),
  audio: () => t("audio"),
  sticker: () => t("sticker"),
  document: (c) => c.filename || plain(c.caption) || t("document"),
  location: (c) => c.name || t("location"),
  contacts: (c) => c[0]?.name?.formatted_name || t("contact"),
  reaction: (c) => c.emoji || t("reaction"),
  button: (c) => c.text,
  order: (c) => t("cart_of", { n: c.product_items.reduce((sum, line) => sum + line.quantity, 0) }),
  interactive: interactiveWords,
  system: (c) => plain(c.body),
};

export function preview(message) {
  if (message.type === "template") return templateWords(message);
  const content = message.content[message.type];
  return (content && WORDS[message.type]?.(content)) || t("unsupported");
}

function templateWords(message) {
  const shown = message.shown ?? {};
  return plain(shown.body) || plain(shown.header?.text) || message.content.template?.name || t("template");
}

function interactiveWords(c) {
  const reply = c.button_reply ?? c.list_reply;
  if (reply) return reply.title;
  if (c.nfm_reply) return t("form_sent");
  if (c.type === "product") return itemOf(c.action.product_retailer_id)?.title ?? t("product");
  return plain(c.body?.text) || plain(c.header?.text) || t("message");
}
