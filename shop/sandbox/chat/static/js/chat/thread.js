// The messages: drawn once each, replaced only when they changed, so that neither focus nor place is lost.
import { h, icon } from "../lib/dom.js";
import { drawMessage } from "./bubble.js";
import { present, state, watch } from "../lib/state.js";
import { day, t } from "../lib/words.js";

const NEAR_PX = 80;

export function buildThread() {
  const list = h("div", {
    class: "messages",
    role: "log",
    "aria-live": "polite",
    "aria-label": t("conversation"),
  });
  const scroller = h("div", { class: "scroller", tabindex: "-1" }, list);
  const jump = h(
    "button",
    {
      type: "button",
      class: "jump",
      hidden: true,
      "aria-label": t("to_the_end"),
      onclick: () => toEnd(scroller, "smooth"),
    },
    icon("down"),
  );
  const drawn = new Map();
  const update = () => {
    const follow = isNearEnd(scroller);
    draw(list, drawn);
    if (follow) toEnd(scroller);
  };
  watch(["thread", "typing", "catalog"], update);
  watch("open", () => {
    drawn.clear();
    list.replaceChildren();
    requestAnimationFrame(() => toEnd(scroller));
  });
  scroller.addEventListener("scroll", () => (jump.hidden = isNearEnd(scroller)));
  list.addEventListener("load", () => isNearEnd(scroller, 400) && toEnd(scroller), true); // pictures make it taller
  return { scroller, jump };
}

const isNearEnd = (scroller, near = NEAR_PX) =>
  scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < near;

function toEnd(scroller, behavior = "auto") {
  scroller.scrollTo({ top: scroller.scrollHeight, behavior });
}

function draw(list, drawn) {
  const wanted = entries();
  const nodes = wanted.map(({ key, signature, make }) => {
    const known = drawn.get(key);
    if (known?.signature === signature) return known.node;
    const node = make();
    drawn.set(key, { signature, node });
    return node;
  });
  place(list, nodes);
  const kept = new Set(wanted.map((entry) => entry.key));
  for (const key of [...drawn.keys()]) if (!kept.has(key)) drawn.delete(key);
}

/** Put the nodes in order, touching only what is out of place. */
function place(list, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...list.children]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, at) => {
    if (list.children[at] !== node) list.insertBefore(node, list.children[at] ?? null);
  });
}

/** What there is to draw: days, messages, the typing sign. */
function entries() {
  const messages = state.thread?.messages ?? [];
  const reactions = reactionsOf(messages);
  const found = [];
  let today = null;
  for (const message of messages) {
    if (message.type === "reaction" && message.status !== "failed") continue;
    const label = day(message.at, present());
    if (label !== today)
      found.push({
        key: `day ${label}`,
        signature: label,
        make: () => h("div", { class: "day" }, h("span", {}, label)),
      });
    today = label;
    found.push(messageEntry(message, reactions.get(message.wamid) ?? []));
  }
  if (state.thread && !found.length)
    found.push({
      key: "hello",
      signature: "hello",
      make: () => h("div", { class: "day" }, h("span", {}, t("say_hello"))),
    });
  if (state.typing) found.push({ key: "typing", signature: "typing", make: typingSign });
  return found;
}

function messageEntry(message, reactions) {
  const signature = JSON.stringify([message, reactions, usesCatalog(message) ? state.catalogVersion : 0]);
  return { key: message.wamid, signature, make: () => drawMessage(message, reactions) };
}

const usesCatalog = (message) => ["interactive", "order", "template", "text"].includes(message.type);

/** The last emoji of each side, by target; an empty one takes it back. */
function reactionsOf(messages) {
  const found = new Map();
  for (const message of messages) {
    if (message.type !== "reaction" || message.status === "failed") continue;
    const { message_id: target, emoji } = message.content.reaction ?? {};
    const others = (found.get(target) ?? []).filter((reaction) => reaction.direction !== message.direction);
    found.set(target, emoji ? [...others, { emoji, direction: message.direction }] : others);
  }
  return found;
}

const typingSign = () =>
  h(
    "div",
    { class: "message theirs" },
    h("div", { class: "bubble typing", role: "img", "aria-label": t("typing") }, h("i"), h("i"), h("i")),
  );
