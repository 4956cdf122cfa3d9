// JSON to look at and to copy.
import { h, icon } from "./dom.js";
import { openSheet } from "./sheet.js";
import { toast } from "./toast.js";
import { t } from "./words.js";

export function showJson(title, value) {
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  openSheet({
    title,
    kind: "wide",
    body: () => h("pre", { class: "json", tabindex: "0" }, text),
    foot: () => copyButton(text),
  });
}

export const copyButton = (text, label = t("copy")) =>
  h("button", { type: "button", class: "second", onclick: () => copy(text) }, icon("copy"), label);

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(t("copied_all"));
  } catch {
    toast(t("cannot_copy"), "bad");
  }
}
