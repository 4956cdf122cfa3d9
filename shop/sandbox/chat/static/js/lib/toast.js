// Short notices at the top, where they cover no message, and the one place where errors become visible.
import { h } from "./dom.js";

const SHOWN_MS = 5000;

export function toast(text, kind = "note") {
  for (const older of document.querySelectorAll(".toast.note")) older.remove();
  const notice = h("p", { class: `toast ${kind}` }, text);
  document.getElementById("toasts").append(notice);
  setTimeout(() => notice.remove(), SHOWN_MS);
}

/** Run something that may be refused; say why if it is. Returns what it returned, or undefined. */
export async function guard(work) {
  try {
    return await work();
  } catch (problem) {
    toast(problem.message, "bad");
    return undefined;
  }
}
