// Links as a phone opens them: pages of this machine in a sheet over the chat, all others in a tab of their own.
import { h, icon } from "../lib/dom.js";
import { backSheet, closeSheet, isShown, pushSheet } from "../lib/sheet.js";
import { toast } from "../lib/toast.js";
import { changed, state, watch } from "../lib/state.js";
import { t } from "../lib/words.js";

/** Does this address lead to this machine? */
export function isNear(address) {
  try {
    const url = new URL(address, location.href);
    return (
      /^https?:$/.test(url.protocol) && ["127.0.0.1", "localhost", location.hostname].includes(url.hostname)
    );
  } catch {
    return false;
  }
}

/** An address that may be shown as a picture or opened: http(s) only. */
export const isWeb = (address) => /^https?:\/\//i.test(String(address));

export function openLink(address) {
  if (!isWeb(address)) return;
  if (writesToUs(address)) return;
  if (isNear(address)) openPage(address);
  else window.open(address, "_blank", "noopener,noreferrer");
}

/** https://wa.me/<this shop>?text=… comes back to this very chat. */
function writesToUs(address) {
  const url = new URL(address);
  const digits = state.number?.display_phone_number.replace(/\D/g, "");
  if (url.hostname !== "wa.me" || url.pathname !== `/${digits}`) return false;
  state.draft = url.searchParams.get("text") ?? "";
  closeSheet();
  changed("draft");
  return true;
}

function openPage(address) {
  const bar = h("span", { class: "address" }, shortened(address));
  const frame = h("iframe", { src: address, title: t("page"), referrerpolicy: "no-referrer" });
  frame.addEventListener("load", () => {
    const here = readable(frame);
    if (here) bar.textContent = shortened(here);
  });
  const tab = h(
    "a",
    {
      class: "icon-button",
      href: address,
      target: "_blank",
      rel: "noopener",
      "aria-label": t("open_tab"),
      title: t("open_tab"),
    },
    icon("open"),
  );
  pushSheet({ name: "page", kind: "tall browser", title: bar, tools: tab, body: frame, foot: paidBar });
}

const paidBar = () =>
  h(
    "button",
    { type: "button", class: "primary wide", "data-paid": "", hidden: true, onclick: backSheet },
    t("paid_back"),
  );

/** The address inside the frame, while it is one of ours. */
function readable(frame) {
  try {
    return frame.contentWindow.location.href;
  } catch {
    return null;
  }
}

function shortened(address) {
  const url = new URL(address);
  return url.host + (url.pathname.length > 34 ? `${url.pathname.slice(0, 33)}…` : url.pathname);
}

watch("paid", () => {
  const back = document.querySelector("[data-paid]");
  if (isShown("page") && back) back.hidden = false;
  else toast(t("payment_done"));
});
