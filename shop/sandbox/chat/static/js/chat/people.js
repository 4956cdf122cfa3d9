// The left pane: which shop, which shoppers, what was last said.
import { h, icon, iconButton, select } from "../lib/dom.js";
import { chooseNumber, openChat } from "../lib/load.js";
import { askForShopper } from "./person_form.js";
import { preview } from "../content/preview.js";
import { ticks } from "./ticks.js";
import { present, state, watch } from "../lib/state.js";
import { LANGUAGES, chooseLanguage, day, language, t, time } from "../lib/words.js";

export function buildPeople(root) {
  root.setAttribute("aria-label", t("chats"));
  const head = h("header", { class: "pane-head brand" });
  const list = h("ul", { class: "chats" });
  root.append(head, list, languages());
  watch(["numbers", "live"], () => head.replaceChildren(...headParts()));
  watch(["rows", "open"], () => drawList(list));
  head.replaceChildren(...headParts());
}

function headParts() {
  const options = state.numbers.map((number) => [number.phone_number_id, number.name]);
  const shop =
    options.length > 1
      ? select(options, state.number?.phone_number_id, chooseNumber, { "aria-label": t("shop") })
      : h("h1", {}, state.number?.name ?? "Trastienda");
  const light = h("span", {
    class: `light ${state.live ? "on" : ""}`,
    role: "img",
    "aria-label": t(state.live ? "live" : "not_live"),
    title: t(state.live ? "live" : "not_live"),
  });
  return [
    h(
      "div",
      { class: "grow" },
      shop,
      h("small", {}, light, state.number?.display_phone_number ?? t("no_shop")),
    ),
    iconButton("plus", t("new_shopper"), askForShopper, { disabled: !state.number }),
    iconButton("panel", t("shop_side"), showPanel, { class: "icon-button to-panel" }),
  ];
}

function showPanel() {
  document.body.dataset.pane = "panel";
  document.getElementById("panel").querySelector("[role=tab][aria-selected=true]")?.focus();
}

const MOST_ROWS = 300;

function drawList(list) {
  const focused = document.activeElement?.closest(".chat")?.dataset.id;
  const rows = [...state.rows].sort((a, b) => (b.last?.at ?? "").localeCompare(a.last?.at ?? ""));
  const more =
    rows.length > MOST_ROWS
      ? [h("li", { class: "nothing" }, t("and_more", { n: rows.length - MOST_ROWS }))]
      : [];
  const parts = rows.length ? [...rows.slice(0, MOST_ROWS).map(chatRow), ...more] : [nobody()];
  list.replaceChildren(...parts);
  if (focused) list.querySelector(`[data-id="${focused}"]`)?.focus();
}

function nobody() {
  const invite = h("button", { type: "button", class: "primary", onclick: askForShopper }, t("new_shopper"));
  return h("li", { class: "nobody" }, icon("person"), h("p", {}, t("nobody")), state.number && invite);
}

function chatRow(row) {
  const { shopper, last, unread } = row;
  const open = shopper.id === state.shopperId;
  const said = last ? preview(last) : t("nothing_said");
  return h(
    "li",
    {},
    h(
      "button",
      {
        type: "button",
        class: "chat",
        "data-id": shopper.id,
        "aria-current": open ? "true" : null,
        onclick: () => openChat(shopper.id),
      },
      avatar(shopper),
      h(
        "span",
        { class: "who" },
        shopper.name,
        row.blocked && icon("block"),
        !shopper.online && icon("moon"),
      ),
      h("span", { class: "when" }, last ? when(last.at) : ""),
      h("span", { class: "said" }, last?.direction === "in" && ticks(last), said),
      unread > 0 && h("span", { class: "count", "aria-label": t("unread", { n: unread }) }, String(unread)),
    ),
  );
}

function when(at) {
  const label = day(at, present());
  return label === day(present(), present()) ? time(at) : label;
}

const HUES = [205, 155, 28, 265, 340, 95, 185, 300];

/** The first letters on a colour of their own. */
export function avatar(person) {
  const letters = person.name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0] ?? "")
    .join("")
    .toUpperCase();
  const seed = [...person.id].reduce((sum, character) => sum + character.codePointAt(0), 0);
  const circle = h("span", { class: "avatar", "aria-hidden": "true" }, letters);
  circle.style.setProperty("--hue", HUES[seed % HUES.length]);
  return circle;
}

function languages() {
  const choice = select(Object.entries(LANGUAGES), language, chooseLanguage, { "aria-label": t("language") });
  return h("footer", { class: "pane-foot" }, h("span", {}, t("pretend")), choice);
}
