// Pictures, films, sounds and files, from our own store or from the shop's address.
import { h, icon } from "../lib/dom.js";
import { isNear, isWeb } from "./open_link.js";
import { played } from "../lib/send.js";
import { openSheet } from "../lib/sheet.js";
import { plain, rich } from "./rich.js";
import { t } from "../lib/words.js";

/** Where to fetch a media object; null when that would leave this machine. */
export function source(medium) {
  if (medium?.id) return `/_control/chat/media/${encodeURIComponent(medium.id)}`;
  return isNear(medium?.link) ? medium.link : null;
}

/** `message` is the one it is in. */
export function media(kind, medium, message = null) {
  const caption = medium.caption && h("div", { class: "text" }, rich(medium.caption));
  const view = { image: photo, sticker, video: film, audio: sound, document: file }[kind](medium, message);
  return { body: [view, caption], wide: kind === "image" || kind === "video" };
}

function photo(medium) {
  const address = source(medium);
  if (!address) return far(medium);
  const image = picture(address, plain(medium.caption) || t("photo"));
  return h(
    "button",
    {
      type: "button",
      class: "photo",
      "aria-label": t("enlarge"),
      onclick: () => enlarge(address, medium.caption),
    },
    image,
  );
}

function enlarge(address, caption) {
  openSheet({
    title: plain(caption) || t("photo"),
    kind: "viewer",
    body: () => picture(address, plain(caption) || t("photo")),
  });
}

const sticker = (medium) =>
  h("div", { class: "sticker" }, source(medium) ? picture(source(medium), t("sticker")) : far(medium));

const film = (medium) =>
  source(medium) ? h("video", { src: source(medium), controls: true, preload: "metadata" }) : far(medium);

/** A player; the shop learns that its voice notes were listened to. */
function sound(medium, message) {
  if (!source(medium)) return far(medium);
  const label = t(medium.voice ? "voice_note" : "audio");
  const player = h("audio", { src: source(medium), controls: true, preload: "metadata", "aria-label": label });
  if (medium.voice && message?.direction === "out") player.addEventListener("play", () => played(message));
  return player;
}

function file(medium) {
  const address = source(medium) ?? (isWeb(medium.link) ? medium.link : null);
  const name = medium.filename || t("document");
  const ending =
    /\.(\w{1,5})$/.exec(name)?.[1]?.toUpperCase() ?? (medium.mime_type ?? "").split("/").at(-1).toUpperCase();
  const words = h(
    "span",
    {},
    h("b", {}, name),
    h("small", {}, [ending, t("open")].filter(Boolean).join(" · ")),
  );
  return h(
    "a",
    { class: "file", href: address ?? "#", target: "_blank", rel: "noopener" },
    icon("file"),
    words,
  );
}

/** A picture that elsewhere would be fetched from the internet. */
const far = (medium) =>
  h(
    "div",
    { class: "placeholder", title: medium?.link ?? "" },
    icon("photo"),
    h("small", {}, t("far_picture")),
  );

/** An image, or a drawn stand-in when it cannot be had. */
export function picture(address, alt) {
  if (!address || !(address.startsWith("/") || isNear(address))) return blank(alt);
  const image = h("img", { src: address, alt, loading: "lazy", referrerpolicy: "no-referrer" });
  image.addEventListener("error", () => image.replaceWith(blank(alt)));
  return image;
}

const blank = (alt) => h("span", { class: "placeholder", role: "img", "aria-label": alt }, icon("photo"));
