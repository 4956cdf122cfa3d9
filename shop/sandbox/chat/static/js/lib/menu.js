// A small menu at a button: arrows move, Enter chooses, Esc or a click elsewhere closes.
import { h, icon } from "./dom.js";

let closeOpen = null;

/** `entries` are [icon, label, action]; `before` is a row of `[role=menuitem]` buttons on top. */
export function openMenu(anchor, entries, before = null) {
  closeOpen?.();
  const items = entries.map(([shape, label, action]) =>
    h("button", { type: "button", role: "menuitem", "data-close": "", onclick: action }, icon(shape), label),
  );
  const menu = h("div", { class: "menu", role: "menu" }, before, items);
  document.body.append(menu);
  anchor.setAttribute("aria-expanded", "true");
  put(menu, anchor.getBoundingClientRect());
  const close = (refocus) => {
    document.removeEventListener("pointerdown", outside, true);
    menu.remove();
    anchor.removeAttribute("aria-expanded");
    if (refocus) anchor.focus();
    closeOpen = null;
  };
  const outside = (event) => !menu.contains(event.target) && close(false);
  document.addEventListener("pointerdown", outside, true);
  menu.addEventListener("keydown", (event) => steer(event, menu, close));
  menu.addEventListener("click", (event) => event.target.closest("[data-close]") && close(false));
  closeOpen = () => close(false);
  menu.querySelector("[role=menuitem]").focus();
}

function put(menu, box) {
  const [width, height] = [menu.offsetWidth, menu.offsetHeight];
  const left = Math.max(8, Math.min(box.left, innerWidth - width - 8));
  const below = box.bottom + height + 8 < innerHeight;
  menu.style.setProperty("left", `${left}px`);
  menu.style.setProperty("top", `${below ? box.bottom + 4 : Math.max(8, box.top - height - 4)}px`);
}

function steer(event, menu, close) {
  const items = [...menu.querySelectorAll("[role=menuitem]")];
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (step) {
    const at = (items.indexOf(document.activeElement) + step + items.length) % items.length;
    items[at].focus();
  } else if (event.key === "Escape") close(true);
  else if (event.key === "Tab") close(false);
  else return;
  if (event.key !== "Tab") event.preventDefault();
}
