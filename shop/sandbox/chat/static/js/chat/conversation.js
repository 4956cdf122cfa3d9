// The middle pane: the shop's name above, the messages, the composer below.
import { h, icon, iconButton } from "../lib/dom.js";
import { avatar } from "./people.js";
import { buildComposer } from "./composer.js";
import { buildThread } from "./thread.js";
import { openCatalog } from "../catalog/catalog.js";
import { cartCount } from "../catalog/cart.js";
import { showInfo } from "./info.js";
import { askForShopper } from "./person_form.js";
import { openRow, present, state, watch } from "../lib/state.js";
import { span, t } from "../lib/words.js";

const MINUTE_MS = 60_000;

export function buildConversation(root) {
  const head = h("header", { class: "pane-head" });
  const { scroller, jump } = buildThread();
  const composer = buildComposer();
  const hello = welcome();
  root.append(head, scroller, jump, composer, hello);
  const drawHead = () => head.replaceChildren(...headParts());
  watch(["rows", "open", "typing", "numbers", "cart", "catalog", "thread"], drawHead);
  watch(["open", "rows", "numbers"], () => {
    root.classList.toggle("empty", !openRow());
    hello.replaceChildren(...welcomeParts());
  });
  root.classList.add("empty");
  setInterval(drawHead, MINUTE_MS);
}

function headParts() {
  const row = openRow();
  if (!row || !state.number) return [];
  const shop = { name: state.number.name, id: state.number.phone_number_id };
  const name = h(
    "button",
    {
      type: "button",
      class: "head-name",
      onclick: showInfo,
      "aria-label": `${shop.name}: ${t("chat_info")}`,
    },
    avatar(shop),
    h("span", {}, h("b", {}, shop.name), h("small", {}, chatStatus(row))),
  );
  const count = cartCount();
  return [
    iconButton("back", t("back"), showList, { class: "icon-button to-list" }),
    name,
    state.number.is_catalog_visible && iconButton("store", t("catalog"), () => openCatalog()),
    count > 0 &&
      h(
        "button",
        {
          type: "button",
          class: "icon-button",
          "aria-label": t("cart_n", { n: count }),
          title: t("cart"),
          onclick: () => openCatalog({ cart: true }),
        },
        icon("basket"),
        h("span", { class: "badge" }, String(count)),
      ),
    iconButton("more", t("chat_info"), showInfo, { class: "icon-button not-on-phone" }),
    iconButton("panel", t("shop_side"), showPanel, { class: "icon-button to-panel" }),
  ].filter(Boolean);
}

/** Typing, or from whom one looks, and how long the shop may still answer freely. */
function chatStatus(row) {
  if (state.typing) return h("span", { class: "typing-word" }, t("typing"));
  const until = row.window_until;
  const open = until && new Date(until) > present();
  const window = open ? t("window_open", { time: span(until, present()) }) : t("window_closed");
  return t("as_shopper", { name: row.shopper.name }) + " · " + window;
}

function showList() {
  document.body.dataset.pane = "list";
  const chat = document.querySelector(`.chat[aria-current=true]`);
  chat?.focus();
}

function showPanel() {
  document.body.dataset.pane = "panel";
  document.querySelector("#panel [role=tab][aria-selected=true]")?.focus();
}

const welcome = () => h("section", { class: "welcome" });

function welcomeParts() {
  const start = state.rows.length
    ? null
    : h(
        "button",
        { type: "button", class: "primary", onclick: askForShopper, disabled: !state.number },
        t("new_shopper"),
      );
  return [
    icon("store"),
    h("h2", {}, t("welcome")),
    h("p", {}, t(state.number ? "welcome_note" : "no_shop_note")),
    start,
  ].filter(Boolean);
}
