// What a message holds, by type. Each returns {body, below?, wide?}: nodes inside the bubble and rows under it.
import { h, icon } from "../lib/dom.js";
import { cartLines } from "./sent_cart.js";
import { interactive } from "./interactive.js";
import { media } from "./media.js";
import { place } from "./parts.js";
import { rich } from "./rich.js";
import { showTemplate } from "./template.js";
import { t } from "../lib/words.js";

const text = (content) => h("div", { class: "text" }, rich(content));

const VIEWS = {
  text: (c) => ({ body: text(c.body) }),
  image: (c) => media("image", c),
  video: (c) => media("video", c),
  audio: (c, message) => media("audio", c, message),
  sticker: (c) => media("sticker", c),
  document: (c) => media("document", c),
  location: (c) => ({ body: place(c), wide: true }),
  contacts: (c) => ({ body: c.map(card) }),
  reaction: (c) => ({ body: h("div", { class: "text" }, c.emoji) }),
  button: (c) => ({ body: text(c.text) }),
  order: (c) => ({ body: cartLines(c), wide: true }),
  system: (c) => ({ body: text(c.body) }),
};

export function contentOf(message) {
  const content = message.content[message.type];
  if (message.type === "template") return showTemplate(message);
  if (message.type === "interactive" && content) return interactive(message, content);
  return (
    (content && VIEWS[message.type]?.(content, message)) || {
      body: h("div", { class: "text soft" }, t("unsupported")),
    }
  );
}

function card(contact) {
  const phones = (contact.phones ?? []).map((phone) =>
    h("small", { class: "line soft" }, phone.phone ?? phone.wa_id),
  );
  return h(
    "div",
    { class: "contact-card" },
    icon("person"),
    h("div", {}, h("b", {}, contact.name?.formatted_name ?? ""), phones),
  );
}
