// What can be sent besides words: pictures, files, places, people, and any wire message.
import { field, h, icon } from "../lib/dom.js";
import { isJson } from "../content/answers.js";
import { openMenu } from "../lib/menu.js";
import { openCatalog } from "../catalog/catalog.js";
import { closeSheet, openSheet } from "../lib/sheet.js";
import { say, sayContact, sendFile, sendVoice } from "../lib/send.js";
import { pickLocation } from "../content/places.js";
import { samplePicture } from "./sample_picture.js";
import { state } from "../lib/state.js";
import { t } from "../lib/words.js";

export function openAttachments(anchor) {
  const entries = [
    ["photo", t("photo"), () => choose("image/jpeg,image/png")],
    ["smile", t("sample_photo"), async () => askCaption(await samplePicture())],
    ["sound", t("voice_note"), () => choose("audio/*", sendVoice)],
    ["file", t("document"), () => choose("")],
    ["pin", t("location"), () => pickLocation()],
    ["person", t("contact"), pickContact],
    state.number.is_catalog_visible && ["store", t("catalog"), () => openCatalog()],
    ["code", t("raw"), sendRaw],
  ];
  openMenu(anchor, entries.filter(Boolean));
}

function choose(accept, then = askCaption) {
  const input = h("input", { type: "file", accept, onchange: () => input.files[0] && then(input.files[0]) });
  input.click();
}

function askCaption(file) {
  const address = URL.createObjectURL(file);
  const shown = file.type.startsWith("image/")
    ? h("img", { src: address, alt: file.name })
    : h("p", { class: "file" }, icon("file"), h("b", {}, file.name));
  const caption = h("input", { "data-focus": "", name: "caption", autocomplete: "off" });
  const send = (event) => {
    event.preventDefault();
    closeSheet();
    sendFile(file, caption.value.trim());
  };
  const form = h(
    "form",
    { class: "form preview", onsubmit: send },
    shown,
    field(t("caption"), caption),
    h("button", { class: "primary wide" }, t("send")),
  );
  openSheet({
    title: t("send_file"),
    kind: "small",
    body: form,
    onclose: () => URL.revokeObjectURL(address),
  });
}

function pickContact() {
  const name = h("input", { required: true, value: "Carmen Ruiz", "data-focus": "", name: "name" });
  const phone = h("input", { type: "tel", required: true, value: "+34 600 111 222", name: "phone" });
  const send = (event) => {
    event.preventDefault();
    closeSheet();
    sayContact(name.value, phone.value);
  };
  openSheet({
    title: t("send_contact"),
    kind: "small",
    body: () =>
      h(
        "form",
        { class: "form", onsubmit: send },
        field(t("name"), name),
        field(t("phone"), phone),
        h("button", { class: "primary wide" }, t("send")),
      ),
  });
}

function sendRaw() {
  const json = h("textarea", { rows: 9, class: "mono", "data-focus": "", name: "json", spellcheck: "false" });
  json.value = JSON.stringify(
    { type: "text", text: { body: "…" }, referral: { source_type: "ad", source_id: "120", headline: "…" } },
    null,
    2,
  );
  json.addEventListener("input", () => json.setCustomValidity(""));
  const send = (event) => {
    event.preventDefault();
    json.setCustomValidity(isJson(json.value) ? "" : t("not_json"));
    if (!json.reportValidity()) return;
    closeSheet();
    say(JSON.parse(json.value));
  };
  openSheet({
    title: t("raw"),
    kind: "small",
    body: () =>
      h(
        "form",
        { class: "form", onsubmit: send },
        h("p", { class: "soft" }, t("raw_note")),
        field("JSON", json),
        h("button", { class: "primary wide" }, t("send")),
      ),
  });
}
