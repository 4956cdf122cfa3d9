// The chat's own marks: *bold*, _italic_, ~struck~, `code`, ```block```, > quotes, bullets, links.
import { h } from "../lib/dom.js";
import { openLink } from "./open_link.js";

const LINK = /\bhttps?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]*_~]/g;
const MARK =
  /(?<=^|[\s\p{P}])(?:```([^]+?)```|`([^`\n]+)`|\*(?=\S)([^*\n]*[^*\s])\*|_(?=\S)([^_\n]*[^_\s])_|~(?=\S)([^~\n]*[^~\s])~)(?=$|[\s\p{P}])/u;
const TAGS = ["code", "code", "strong", "em", "s"];
const HELD = /\uE000(\d+)\uE001/; // a link, held back so that its _ and * stay its own

/** The nodes of a text. Nothing in it is ever read as markup of the page. */
export function rich(text) {
  const links = [];
  const held = String(text)
    .replace(/[\uE000\uE001]/g, "")
    .replace(LINK, (link) => `\uE000${links.push(link) - 1}\uE001`);
  return lines(held.replace(/^[-*] (?=\S)/gm, "• "), links);
}

function lines(text, links) {
  const parts = text.split(/^((?:> .*(?:\n|$))+)/m);
  return parts.flatMap((part, at) => {
    if (at % 2 === 0) return marked(part, links);
    return h("blockquote", {}, marked(part.replace(/^> /gm, "").trimEnd(), links));
  });
}

function marked(text, links) {
  const found = MARK.exec(text);
  if (!found) return linked(text, links);
  const group = found.slice(1).findIndex((inner) => inner !== undefined);
  const inner = found[group + 1];
  const content = group < 2 ? linked(inner, links) : marked(inner, links);
  const after = text.slice(found.index + found[0].length);
  return [
    ...linked(text.slice(0, found.index), links),
    h(TAGS[group], group === 0 ? { class: "block" } : {}, content),
    ...marked(after, links),
  ];
}

function linked(text, links) {
  if (!text) return [];
  const found = HELD.exec(text);
  if (!found) return [text];
  const address = links[Number(found[1])];
  const onclick = (event) => {
    event.preventDefault();
    openLink(address);
  };
  const anchor = h("a", { href: address, rel: "noopener noreferrer", target: "_blank", onclick }, address);
  return [text.slice(0, found.index), anchor, ...linked(text.slice(found.index + found[0].length), links)];
}

/** The same text in one line without marks, for previews. */
export const plain = (text) =>
  rich(text ?? "")
    .map((part) => (part.tagName === "BLOCKQUOTE" ? `${part.textContent} ` : (part.textContent ?? part)))
    .join("")
    .replace(/\s+/g, " ")
    .trim();
