// Answers that need a little more than a tap: one's phone number, a form.
import { field, h } from "../lib/dom.js";
import { closeSheet, openSheet } from "../lib/sheet.js";
import { fillForm, sayContact } from "../lib/send.js";
import { openRow } from "../lib/state.js";
import { t } from "../lib/words.js";

/** Give the shop the phone number it asked for. */
export function shareContact(message) {
  const { shopper } = openRow();
  const phone = h("input", {
    type: "tel",
    required: true,
    "data-focus": "",
    name: "phone",
    value: shopper.phone ? `+${shopper.phone}` : "",
  });
  const send = (event) => {
    event.preventDefault();
    closeSheet();
    sayContact(shopper.name, phone.value, message);
  };
  const body = () =>
    h(
      "form",
      { class: "form", onsubmit: send },
      field(t("phone"), phone),
      h("button", { class: "primary wide" }, t("send")),
    );
  openSheet({ title: t("share_phone"), kind: "small", body });
}

/** Forms of the platform are not drawn here; one answers with their JSON. */
export function askForm(message) {
  const json = h("textarea", { rows: 6, class: "mono", "data-focus": "", name: "json" });
  json.value = '{"flow_token": "unused"}';
  const send = (event) => {
    event.preventDefault();
    json.setCustomValidity(isJson(json.value) ? "" : t("not_json"));
    if (!json.reportValidity()) return;
    closeSheet();
    fillForm(message, json.value);
  };
  json.addEventListener("input", () => json.setCustomValidity(""));
  const body = () =>
    h(
      "form",
      { class: "form", onsubmit: send },
      h("p", { class: "soft" }, t("form_note")),
      field("response_json", json),
      h("button", { class: "primary wide" }, t("send")),
    );
  openSheet({ title: t("form"), kind: "small", body });
}

export function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
