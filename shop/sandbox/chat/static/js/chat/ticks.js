// What the sender can see of a message's way: waiting, sent, delivered, read, failed.
import { h, icon } from "../lib/dom.js";
import { t } from "../lib/words.js";

const LOOKS = {
  received: ["ticks", ""],
  blocked: ["tick", ""],
  accepted: ["clock", ""],
  sent: ["tick", ""],
  delivered: ["ticks", ""],
  read: ["ticks", "seen"],
  played: ["ticks", "seen"],
  failed: ["warning", "failed"],
};

export function ticks(message) {
  const [shape, look] = LOOKS[message.status] ?? LOOKS.sent;
  const label = t(`status_${message.status}`);
  return h("span", { class: `ticks ${look}`, role: "img", "aria-label": label, title: label }, icon(shape));
}
