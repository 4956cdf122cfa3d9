// The rows of a list message: choose one, then send.
import { h } from "../lib/dom.js";
import { closeSheet, openSheet } from "../lib/sheet.js";
import { tapRow } from "../lib/send.js";
import { t } from "../lib/words.js";

export function showRows(message, c) {
  let chosen = null;
  const send = h(
    "button",
    {
      type: "button",
      class: "primary wide",
      disabled: true,
      onclick: () => {
        closeSheet();
        tapRow(message, chosen);
      },
    },
    t("send"),
  );
  const choose = (row) => {
    chosen = row;
    send.disabled = false;
  };
  const sections = c.action.sections.map((section) =>
    h(
      "fieldset",
      { class: "rows" },
      section.title && h("legend", {}, section.title),
      section.rows.map((row) => option(row, choose)),
    ),
  );
  openSheet({ title: c.header?.text || c.action.button, body: () => sections, foot: () => send });
}

const option = (row, choose) =>
  h(
    "label",
    { class: "row" },
    h("span", {}, h("b", {}, row.title), row.description && h("small", {}, row.description)),
    h("input", { type: "radio", name: "row", value: row.id, onchange: () => choose(row) }),
  );
