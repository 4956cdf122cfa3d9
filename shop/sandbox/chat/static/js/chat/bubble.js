// One message: quote, content, time and ticks, buttons below, reactions, and what one may do with it.
import { h, icon, iconButton } from "../lib/dom.js";
import { contentOf } from "../content/content.js";
import { preview } from "../content/preview.js";
import { openMenu } from "../lib/menu.js";
import { ticks } from "./ticks.js";
import { changed, itemOf, messageOf, state } from "../lib/state.js";
import { loadRows } from "../lib/load.js";
import { react, setMarketing } from "../lib/send.js";
import { t, time } from "../lib/words.js";

const EMOJI = ["👍", "❤️", "😂", "😮", "😢", "🙏"];
const UNSEEN = ["accepted", "sent"]; // not on the shopper's phone yet

export function drawMessage(message, reactions) {
  const mine = message.direction === "in";
  const { body, below = [], wide = false } = contentOf(message);
  const classes = ["message", mine ? "mine" : "theirs", `kind-${message.type}`];
  if (wide) classes.push("wide");
  if (message.status === "failed") classes.push("failed");
  if (!mine && UNSEEN.includes(message.status)) classes.push("unseen");
  const bubble = h(
    "div",
    { class: "bubble" },
    quote(message),
    h("div", { class: "content" }, body, meta(message)),
    below.length > 0 && h("div", { class: "below" }, below),
  );
  const side = h("div", { class: "side" }, bubble, why(message, mine), reactionPill(message, reactions));
  const label = `${mine ? t("you") : state.number.name}, ${time(message.at)}`;
  return h(
    "article",
    { class: classes.join(" "), id: `m-${message.wamid}`, "aria-label": label, tabindex: "-1" },
    side,
    iconButton("down", t("message_menu"), (event) => menu(event, message), {
      class: "icon-button message-menu",
    }),
  );
}

const meta = (message) =>
  h("span", { class: "meta" }, h("time", { datetime: message.at }, time(message.at)), ticks(message));

/** Why it did not arrive, or has not yet. Only the shop knows; it is shown because this is a workshop. */
function why(message, mine) {
  if (message.status === "failed") {
    const error = message.error ?? {};
    const details = error.error_data?.details ?? error.message ?? error.title;
    return h(
      "p",
      { class: "why" },
      icon("warning"),
      h("span", {}, h("b", {}, t("not_delivered", { code: error.code ?? "?" })), " ", details ?? ""),
    );
  }
  if (message.status === "blocked")
    return h("p", { class: "why" }, icon("block"), h("span", {}, t("shop_blocked_you")));
  if (!mine && message.status === "sent")
    return h("p", { class: "why quiet" }, icon("clock"), h("span", {}, t("on_its_way")));
  return null;
}

function quote(message) {
  const product = message.context?.referred_product;
  if (product) {
    const item = itemOf(product.product_retailer_id);
    return h(
      "div",
      { class: "quote" },
      h("b", {}, t("about_product")),
      h("span", {}, item?.title ?? product.product_retailer_id),
    );
  }
  if (!message.context?.id) return null;
  const quoted = messageOf(message.context.id);
  const who = quoted?.direction === "in" ? t("you") : state.number.name;
  const jump = () => {
    const target = document.getElementById(`m-${message.context.id}`);
    target?.scrollIntoView({ block: "center", behavior: "smooth" });
    target?.focus({ preventScroll: true });
  };
  return h(
    "button",
    { type: "button", class: "quote", onclick: jump },
    h("b", {}, quoted ? who : ""),
    h("span", {}, quoted ? preview(quoted) : t("quote_gone")),
  );
}

function reactionPill(message, reactions) {
  if (!reactions.length) return null;
  const own = reactions.some((reaction) => reaction.direction === "in");
  const label = t(own ? "take_back" : "reactions");
  const emoji = reactions.map((reaction) => reaction.emoji).join("");
  return h(
    "button",
    {
      type: "button",
      class: "reaction-pill",
      title: label,
      "aria-label": `${emoji} ${label}`,
      disabled: !own,
      onclick: () => react(message, ""),
    },
    emoji,
  );
}

function menu(event, message) {
  const emoji = h(
    "div",
    { class: "emoji-row" },
    EMOJI.map((one) =>
      h(
        "button",
        {
          type: "button",
          role: "menuitem",
          "aria-label": `${t("react")} ${one}`,
          "data-close": "",
          onclick: () => react(message, one),
        },
        one,
      ),
    ),
  );
  const marketing = message.shown?.category === "MARKETING";
  const arrived = message.status !== "failed";
  const entries = [
    arrived && [
      "reply",
      t("reply"),
      () => {
        state.reply = message;
        changed("reply");
      },
    ],
    ["copy", t("copy"), () => navigator.clipboard?.writeText(preview(message))],
    [
      "code",
      t("show_json"),
      () => import("../lib/json_sheet.js").then((sheet) => sheet.showJson(t("show_json"), message)),
    ],
    arrived && marketing && ["block", t("stop_marketing"), () => setMarketing("stop").then(loadRows)],
  ];
  openMenu(event.currentTarget, entries.filter(Boolean), arrived ? emoji : null);
}
