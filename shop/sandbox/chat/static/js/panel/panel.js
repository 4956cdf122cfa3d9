// The right pane: what the vendors do and see. One tab at a time is drawn, and drawn again when its matter changes.
import { h, icon, iconButton } from "../lib/dom.js";
import { keepingFocus } from "../lib/focus.js";
import { clockTab } from "./clock.js";
import { faultsTab } from "./faults.js";
import { heldStrip } from "./held.js";
import { itemsTab } from "./items.js";
import { paymentsTab } from "./payments.js";
import { templatesTab } from "./templates.js";
import { trafficTab } from "./traffic.js";
import { guard } from "../lib/toast.js";
import { recall, remember, state, watch } from "../lib/state.js";
import { t } from "./words.js";

const TABS = {
  clock: clockTab,
  templates: templatesTab,
  items: itemsTab,
  faults: faultsTab,
  payments: paymentsTab,
  traffic: trafficTab,
};
const PAUSE_MS = 250;

export function buildPanel(root) {
  root.setAttribute("aria-label", t("shop_side"));
  root.lang = "en";
  const body = h("div", { class: "panel-body", role: "tabpanel", id: "panel-body", tabindex: "-1" });
  const tabs = h("div", { class: "tabs", role: "tablist", "aria-label": t("shop_side") });
  const panel = { open: recall("tab", "clock"), body, tabs, timer: null, stale: false };
  tabs.append(...Object.entries(TABS).map(([name, tab]) => tabButton(panel, name, tab)));
  tabs.addEventListener("keydown", (event) => steer(event, panel));
  const head = h(
    "header",
    { class: "pane-head" },
    iconButton("back", t("back"), leave, { class: "icon-button to-list" }),
    h("h2", {}, t("shop_side")),
  );
  root.append(head, heldStrip(), tabs, body);
  for (const [name, tab] of Object.entries(TABS))
    watch(tab.topics, () => panel.open === name && later(panel));
  choose(panel, panel.open in TABS ? panel.open : "clock");
}

function leave() {
  document.body.dataset.pane = state.shopperId ? "chat" : "list";
}

const tabButton = (panel, name, tab) =>
  h(
    "button",
    {
      type: "button",
      role: "tab",
      id: `tab-${name}`,
      "data-tab": name,
      "aria-controls": "panel-body",
      title: t(`tab_${name}`),
      onclick: () => choose(panel, name),
    },
    icon(tab.icon),
    h("span", {}, t(`tab_${name}`)),
  );

function choose(panel, name) {
  panel.open = name;
  remember("tab", name);
  for (const tab of panel.tabs.children) {
    const chosen = tab.dataset.tab === name;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
  }
  panel.body.setAttribute("aria-labelledby", `tab-${name}`);
  panel.body.replaceChildren();
  return redraw(panel);
}

function steer(event, panel) {
  const names = Object.keys(TABS);
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const name = names[(names.indexOf(panel.open) + step + names.length) % names.length];
  choose(panel, name);
  document.getElementById(`tab-${name}`).focus();
}

/** Changes come in bursts: draw once when they pause. */
function later(panel) {
  clearTimeout(panel.timer);
  panel.timer = setTimeout(() => redraw(panel), PAUSE_MS);
}

async function redraw(panel) {
  const name = panel.open;
  if (!state.live && !panel.body.childElementCount)
    panel.body.replaceChildren(h("p", { class: "nothing" }, "…"));
  const parts = await guard(() => TABS[name].draw(() => redraw(panel), !panel.body.childElementCount));
  if (!parts || panel.open !== name || isWriting(panel.body)) return;
  const top = panel.body.scrollTop;
  keepingFocus(panel.body, () => panel.body.replaceChildren(...parts.flat(Infinity).filter(Boolean)));
  panel.body.scrollTop = top;
}

/** Somebody types here: what they wrote must stay. */
const isWriting = (body) =>
  body.contains(document.activeElement) &&
  document.activeElement.matches("input:not([type=checkbox]), textarea");
