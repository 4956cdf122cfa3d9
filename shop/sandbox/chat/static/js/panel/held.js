// Whom a person of the shop answers instead of the bot: a strip above the tabs. The shop says so, or a call by hand.
import { h, icon } from "../lib/dom.js";
import { loadRows, openChat } from "../lib/load.js";
import { state, watch } from "../lib/state.js";
import { t } from "./words.js";

const AGAIN_MS = 10_000; // nothing tells us when the shop gives a conversation back

export function heldStrip() {
  const strip = h("div", { class: "held", role: "status", hidden: true });
  const draw = () => {
    const held = state.rows.filter((row) => row.held_by_person !== null);
    strip.hidden = !held.length;
    strip.replaceChildren(...held.map(entry));
  };
  watch(["rows", "open", "numbers"], draw);
  setInterval(() => state.live && document.visibilityState === "visible" && loadRows(), AGAIN_MS);
  return strip;
}

const entry = ({ shopper, held_by_person: why }) =>
  h(
    "button",
    { type: "button", "aria-current": String(shopper.id === state.shopperId), onclick: () => openChat(shopper.id) },
    icon("person"),
    h("span", {}, h("b", {}, t("held", { name: shopper.name })), why && h("small", {}, why)),
  );
