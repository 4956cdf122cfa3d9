// What a phone shows behind the shop's name: who one is, and what one lets the shop do.
import { field, h, toggle } from "../lib/dom.js";
import { avatar } from "./people.js";
import { loadRows, loadThread } from "../lib/load.js";
import { openCatalog } from "../catalog/catalog.js";
import { isShown, openSheet, redrawSheet } from "../lib/sheet.js";
import { changePhone, setBlocked, setMarketing, setOnline, setReceipts } from "../lib/send.js";
import { openRow, state, watch } from "../lib/state.js";
import { moment, t } from "../lib/words.js";

export function showInfo() {
  if (openRow()) openSheet({ name: "info", title: t("chat_info"), body });
}

watch("rows", () => isShown("info") && openRow() && redrawSheet());

/** Do it, then look how things stand. */
const then = (work) => async (value) => {
  await work(value);
  await Promise.all([loadRows(), loadThread()]);
};

function body() {
  const { shopper, ...row } = openRow();
  const shop = state.number;
  return [
    h(
      "div",
      { class: "info-head" },
      avatar({ name: shop.name, id: shop.phone_number_id }),
      h("b", {}, shop.name),
      h("small", {}, shop.display_phone_number),
      catalogButton(shop),
    ),
    h("h3", {}, t("your_phone", { name: shopper.name })),
    h(
      "div",
      { class: "switches" },
      toggle(
        t("marketing"),
        !row.stopped_marketing,
        then((on) => setMarketing(on ? "resume" : "stop")),
        t("marketing_hint"),
      ),
      toggle(t("receipts"), shopper.receipts, then(setReceipts), t("receipts_hint")),
      toggle(t("online"), shopper.online, then(setOnline), t("online_hint")),
      toggle(t("blocking"), row.blocked, then(setBlocked), t("blocking_hint")),
    ),
    facts(shopper, row),
    phoneForm(shopper),
  ];
}

function catalogButton(shop) {
  if (!shop.catalog_id) return null;
  if (!shop.is_catalog_visible) return h("small", { class: "soft" }, t("catalog_hidden"));
  return h("button", { type: "button", class: "plain", onclick: () => openCatalog() }, t("view_catalog"));
}

function facts(shopper, row) {
  const known = [
    [t("phone"), shopper.phone ? `+${shopper.phone}${shopper.hides_phone ? ` (${t("hidden")})` : ""}` : "–"],
    [t("username"), shopper.username ?? "–"],
    ["BSUID", shopper.bsuid],
    [t("speaks"), shopper.locale],
    [t("window"), row.window_until ? moment(row.window_until) : "–"],
    row.free_until && [t("free_until"), moment(row.free_until)],
  ];
  return h(
    "dl",
    { class: "facts" },
    known.filter(Boolean).map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]),
  );
}

function phoneForm(shopper) {
  const phone = h("input", {
    type: "tel",
    required: true,
    name: "phone",
    placeholder: shopper.phone ? `+${shopper.phone}` : "+34 …",
  });
  const submit = async (event) => {
    event.preventDefault();
    await then(changePhone)(phone.value);
  };
  return h(
    "form",
    { class: "form", onsubmit: submit },
    field(t("new_phone"), phone, t("new_phone_hint")),
    h("button", { class: "second" }, t("change")),
  );
}
