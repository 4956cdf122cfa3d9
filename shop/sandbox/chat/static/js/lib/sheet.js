// One dialog with a history: sheets are pushed, gone back from, and closed with Esc, the cross or a click beside.
import { keepingFocus } from "./focus.js";
import { h, iconButton } from "./dom.js";
import { t } from "./words.js";

const dialog = document.getElementById("sheet");
let stack = [];
let onGone = null;

/** Show a sheet: `{title, body, foot?, kind?, tools?, onclose?}`, each member but title a function or a node. */
export function openSheet(sheet) {
  closeSheet();
  stack = [sheet];
  onGone = sheet.onclose ?? null;
  draw();
  if (!dialog.open) dialog.showModal();
  focusFirst();
}

/** One level deeper. */
export function pushSheet(sheet) {
  if (!dialog.open) {
    openSheet(sheet);
    return;
  }
  stack.push(sheet);
  draw();
  focusFirst();
}

export function backSheet() {
  stack.pop();
  if (!stack.length) closeSheet();
  else draw();
}

export function closeSheet() {
  if (dialog.open) dialog.close();
}

/** Draw the present sheet anew, where the reader was. */
export function redrawSheet() {
  if (!dialog.open || !stack.length) return;
  const top = dialog.querySelector(".sheet-body")?.scrollTop ?? 0;
  keepingFocus(dialog, draw);
  dialog.querySelector(".sheet-body").scrollTop = top;
}

/** Is this the sheet one looks at? */
export const isShown = (name) => dialog.open && stack.at(-1)?.name === name;

function draw() {
  const sheet = stack.at(-1);
  const call = (part) => (typeof part === "function" ? part() : part);
  const back = stack.length > 1 && iconButton("back", t("back"), backSheet);
  const head = h(
    "header",
    { class: "sheet-head" },
    back,
    h("h2", { id: "sheet-title", tabindex: "-1" }, sheet.title),
    call(sheet.tools),
    iconButton("close", t("close"), closeSheet),
  );
  const foot = call(sheet.foot);
  dialog.className = `sheet ${sheet.kind ?? ""}`;
  dialog.setAttribute("aria-labelledby", "sheet-title");
  const scroll = h("div", { class: "sheet-body" }, call(sheet.body));
  dialog.replaceChildren(
    ...[head, scroll, foot && h("footer", { class: "sheet-foot" }, foot)].filter(Boolean),
  );
}

function focusFirst() {
  const wanted = dialog.querySelector("[data-focus]") ?? dialog.querySelector("#sheet-title");
  wanted?.focus();
}

dialog.addEventListener("close", () => {
  dialog.replaceChildren();
  stack = [];
  onGone?.();
  onGone = null;
});
dialog.addEventListener("click", (event) => {
  if (event.target === dialog) closeSheet();
});
