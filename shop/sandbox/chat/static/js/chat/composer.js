// Where the shopper writes. Enter sends, Shift+Enter breaks the line, Esc drops the quote.
import { h, icon, iconButton } from "../lib/dom.js";
import { openAttachments } from "./attach.js";
import { preview } from "../content/preview.js";
import { sayText, setBlocked } from "../lib/send.js";
import { loadRows } from "../lib/load.js";
import { changed, itemOf, openRow, state, watch } from "../lib/state.js";
import { t } from "../lib/words.js";

export function buildComposer() {
  const text = h("textarea", {
    rows: 1,
    "aria-label": t("write"),
    placeholder: t("write"),
    name: "message",
    enterkeyhint: "send",
  });
  const quote = h("div", { class: "quote-bar", hidden: true });
  const bar = h(
    "div",
    { class: "bar" },
    iconButton("plus", t("attach"), (event) => openAttachments(event.currentTarget)),
    text,
    iconButton("send", t("send"), () => send(text), { class: "icon-button send" }),
  );
  const blocked = h("div", { class: "blocked-bar", hidden: true });
  const composer = h("footer", { class: "composer" }, quote, bar, blocked);
  text.addEventListener("keydown", (event) => keys(event, text));
  text.addEventListener("input", () => grow(text));
  watch("reply", () => {
    drawQuote(quote);
    if (state.reply) text.focus();
  });
  watch("draft", () => {
    text.value = state.draft;
    grow(text);
    text.focus();
  });
  watch(["rows", "open"], () => drawBlocked(blocked, bar));
  watch("open", () => {
    text.value = "";
    grow(text);
    if (innerWidth >= 720) text.focus();
  });
  return composer;
}

function keys(event, text) {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    send(text);
  } else if (event.key === "Escape" && state.reply) dropQuote();
}

function dropQuote() {
  state.reply = null;
  changed("reply");
}

async function send(text) {
  const body = text.value.trim();
  if (!body) return;
  text.value = "";
  grow(text);
  if ((await sayText(body)) === undefined) text.value = body;
  text.focus();
}

function grow(text) {
  text.style.setProperty("height", "auto");
  text.style.setProperty("height", `${Math.min(text.scrollHeight, 140)}px`);
}

function drawQuote(quote) {
  const reply = state.reply;
  quote.hidden = !reply;
  if (!reply) return;
  const who = reply.product ? t("about_product") : reply.direction === "in" ? t("you") : state.number.name;
  const what = reply.product ? (itemOf(reply.product)?.title ?? reply.product) : preview(reply);
  quote.replaceChildren(
    h("div", { class: "quote" }, h("b", {}, who), h("span", {}, what)),
    iconButton("close", t("drop_quote"), dropQuote),
  );
}

function drawBlocked(blocked, bar) {
  const row = openRow();
  bar.hidden = Boolean(row?.blocked);
  blocked.hidden = !row?.blocked;
  if (!row?.blocked) return;
  const unblock = async () => {
    await setBlocked(false);
    await loadRows();
  };
  blocked.replaceChildren(
    icon("block"),
    h("span", { class: "grow" }, t("you_blocked")),
    h("button", { type: "button", class: "plain", onclick: unblock }, t("unblock")),
  );
}
