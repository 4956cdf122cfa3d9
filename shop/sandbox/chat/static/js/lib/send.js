// Everything the shopper sends, in the wire format of the platform.
import { post, upload } from "./api.js";
import { changed, state } from "./state.js";
import { guard } from "./toast.js";

const party = () => ({ phone_number_id: state.number.phone_number_id });
const path = (verb) => `/shoppers/${state.shopperId}/${verb}`;

/** Send a wire message; a chosen quote goes with it. */
export function say(message) {
  const context = message.context ?? quoted();
  state.reply = null;
  changed("reply");
  return guard(() => post(path("say"), { ...party(), message: context ? { ...message, context } : message }));
}

function quoted() {
  if (!state.reply) return null;
  const { product, wamid } = state.reply;
  if (!product) return { id: wamid };
  const referred_product = { catalog_id: state.number.catalog_id, product_retailer_id: product };
  return { from: digits(), ...(wamid ? { id: wamid } : {}), referred_product };
}

const digits = () => state.number.display_phone_number.replace(/\D/g, "");

export const sayText = (body) => say({ type: "text", text: { body } });

export function tapButton(message, reply) {
  const interactive = { type: "button_reply", button_reply: { id: reply.id, title: reply.title } };
  return say({ type: "interactive", interactive, context: { id: message.wamid } });
}

export function tapRow(message, row) {
  const list_reply = {
    id: row.id,
    title: row.title,
    ...(row.description ? { description: row.description } : {}),
  };
  return say({
    type: "interactive",
    interactive: { type: "list_reply", list_reply },
    context: { id: message.wamid },
  });
}

export const tapTemplateButton = (message, button) =>
  say({
    type: "button",
    button: { payload: button.payload, text: button.text },
    context: { id: message.wamid },
  });

export function fillForm(message, json) {
  const nfm_reply = { name: "flow", body: "Sent", response_json: json };
  return say({
    type: "interactive",
    interactive: { type: "nfm_reply", nfm_reply },
    context: { id: message.wamid },
  });
}

export const react = (message, emoji) =>
  say({ type: "reaction", reaction: { message_id: message.wamid, emoji } });

export function sayLocation(place, message = null) {
  const context = message ? { context: { id: message.wamid } } : {};
  return say({ type: "location", location: place, ...context });
}

export function sayContact(name, phone, message = null) {
  const wa_id = phone.replace(/\D/g, "");
  const card = {
    name: { formatted_name: name, first_name: name.split(" ")[0] },
    phones: [{ phone, wa_id, type: "CELL" }],
  };
  const asked = message ? { origin: "contact_request" } : {};
  const context = message ? { context: { id: message.wamid } } : {};
  return say({ type: "contacts", contacts: [{ ...card, ...asked }], ...context });
}

export const sendFile = (file, caption) =>
  guard(() => upload(path("media"), { ...party(), file, ...(caption ? { caption } : {}) }));

export const sendVoice = (file) => guard(() => upload(path("media"), { ...party(), file, voice: "1" }));

/** Listened to: what was played already is told once. */
export const played = (message) => guard(() => post(path("play"), { wamid: message.wamid }));

export const sendCart = (items, text) => guard(() => post(path("cart"), { ...party(), items, text }));

export const setBlocked = (blocked) => guard(() => post(path("block"), { ...party(), blocked }));
export const setMarketing = (value) => guard(() => post(path("preferences"), { ...party(), value }));
export const setReceipts = (on) => guard(() => post(path("receipts"), { on }));
export const setOnline = (online) => guard(() => post(path("presence"), { online }));
export const changePhone = (phone) => guard(() => post(path("number"), { phone }));
