// Redrawing must not throw the keyboard out of the page.
const FOCUSABLE = "button, a[href], input, select, textarea, summary, [tabindex]";

/** Let `draw` replace what is inside `root`, and put the focus back to where it was. */
export function keepingFocus(root, draw) {
  const held = document.activeElement;
  const at = root.contains(held) ? [...root.querySelectorAll(FOCUSABLE)].indexOf(held) : -1;
  draw();
  if (at < 0 || document.activeElement === held) return;
  const all = [...root.querySelectorAll(FOCUSABLE)];
  const same = held.dataset.key && all.find((element) => element.dataset.key === held.dataset.key);
  (same || all[Math.min(at, all.length - 1)])?.focus({ preventScroll: true });
}
