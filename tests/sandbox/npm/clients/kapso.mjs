// Everything that @kapso/whatsapp-cloud-api can send, and what it reads in webhooks: JSON in, JSON out.
import { readFileSync } from "node:fs";
import { WhatsAppClient } from "@kapso/whatsapp-cloud-api";
import { normalizeWebhook, verifySignature } from "@kapso/whatsapp-cloud-api/server";

const given = JSON.parse(readFileSync(0, "utf8"));
const { url, token, secret, phone, to, bsuid, waba, catalog, wamid, media, png, link } = given;
const client = new WhatsAppClient({ accessToken: token, baseUrl: url, graphVersion: "v26.0" });

const bodyText = "Texto";
const image = { type: "image", image: { link } };
const cards = (action) => [0, 1].map((cardIndex) => ({ cardIndex, header: image, bodyText, action: action(cardIndex) }));
const productItems = [{ productRetailerId: "T1" }, { productRetailerId: "T2" }];
const template = (name, components) => ({ template: { name, language: { code: "es" }, components } });
const words = { type: "body", parameters: [{ type: "text", text: "Ana" }] };

const KINDS = {
  text: ["sendText", { body: "Hola", previewUrl: true }],
  image: ["sendImage", { image: { link, caption: "La foto" } }],
  "image by id": ["sendImage", { image: { id: media } }],
  video: ["sendVideo", { video: { link: "https://tienda.example/v.mp4" } }],
  audio: ["sendAudio", { audio: { link: "https://tienda.example/a.mp3" } }],
  document: ["sendDocument", { document: { link: "https://tienda.example/f.pdf", filename: "F-1.pdf" } }],
  sticker: ["sendSticker", { sticker: { link: "https://tienda.example/s.webp" } }],
  location: ["sendLocation", { location: { latitude: 40.4, longitude: -3.7, name: "Tienda", address: "Calle" } }],
  contacts: ["sendContacts", { contacts: [{ name: { formattedName: "Ana", firstName: "Ana" }, phones: [{ phone: "+34600000009" }] }] }],
  reaction: ["sendReaction", { reaction: { messageId: wamid, emoji: "👍" } }],
  buttons: ["sendInteractiveButtons", { bodyText, footerText: "Faro", header: image, buttons: [{ id: "yes", title: "Sí" }] }],
  list: ["sendInteractiveList", { bodyText, buttonText: "Elegir", sections: [{ title: "Colores", rows: [{ id: "red", title: "Rojo" }] }] }],
  link: ["sendInteractiveCtaUrl", { bodyText, header: image, parameters: { displayText: "Pagar", url: "https://tienda.example/p" } }],
  flow: ["sendInteractiveFlow", { bodyText, parameters: { flowId: "77", flowCta: "Abrir", flowToken: "t", flowAction: "navigate", flowActionPayload: { screen: "HOME" } } }],
  "request for a place": ["sendInteractiveLocationRequest", { bodyText, parameters: { requestMessage: "¿Dónde?" } }],
  "cards with links": ["sendInteractiveCarousel", { bodyText, cards: cards(() => ({ displayText: "Ver", url: "https://tienda.example" })) }],
  "cards with buttons": ["sendInteractiveCarousel", { bodyText, cards: cards((n) => ({ buttons: [{ id: `b${n}`, title: "Ver" }] })) }],
  catalog: ["sendInteractiveCatalogMessage", { bodyText, parameters: { thumbnailProductRetailerId: "T1" } }],
  product: ["sendInteractiveProduct", { bodyText, catalogId: catalog, productRetailerId: "T1" }],
  "product list": ["sendInteractiveProductList", { bodyText, header: { type: "text", text: "Tazas" }, catalogId: catalog, sections: [{ title: "Tazas", productItems }] }],
  "template of words": ["sendTemplate", template("aviso", [words])],
  "template with everything": [
    "sendTemplate",
    template("envio", [
      { type: "header", parameters: [{ type: "image", image: { link } }] },
      words,
      { type: "button", subType: "quick_reply", index: "0", parameters: [{ type: "payload", payload: "when" }] },
      { type: "button", subType: "url", index: "1", parameters: [{ type: "text", text: "A-1" }] },
    ]),
  ],
};

async function tried(work) {
  try {
    return { answer: (await work()) ?? null };
  } catch (error) {
    return { error: `${error} ${JSON.stringify(error.details ?? error.raw ?? null)}` };
  }
}

const sent = {};
for (const [kind, [call, input]] of Object.entries(KINDS)) {
  sent[kind] = await tried(() => client.messages[call]({ phoneNumberId: phone, to, ...input }));
}
sent["to a user id"] = await tried(() => client.messages.sendText({ phoneNumberId: phone, recipient: bsuid, body: "hola" }));
sent["an answer"] = await tried(() =>
  client.messages.sendText({ phoneNumberId: phone, to, body: "sí", contextMessageId: wamid, bizOpaqueCallbackData: "order:7" }),
);

const other = {};
other.read = await tried(() => client.messages.markRead({ phoneNumberId: phone, messageId: wamid, typingIndicator: { type: "text" } }));
const file = Buffer.from(png, "base64");
other.upload = await tried(() => client.media.upload({ phoneNumberId: phone, type: "image/png", file: new Blob([file], { type: "image/png" }), fileName: "a.png" }));
const mediaId = other.upload.answer?.id;
other["find a file"] = await tried(() => client.media.get({ mediaId, phoneNumberId: phone }));
other["fetch a file"] = await tried(async () => {
  const bytes = await client.media.download({ mediaId, phoneNumberId: phone, auth: "always" });
  return { base64: Buffer.from(bytes).toString("base64") };
});
other["delete a file"] = await tried(() => client.media.delete({ mediaId, phoneNumberId: phone }));
other["make a template"] = await tried(() =>
  client.templates.create({ businessAccountId: waba, name: "nueva", language: "es", category: "UTILITY", components: [{ type: "BODY", text: "Hola" }] }),
);
other["list templates"] = await tried(() => client.templates.list({ businessAccountId: waba, limit: 10, status: "APPROVED" }));
other["delete a template"] = await tried(() => client.templates.delete({ businessAccountId: waba, name: "nueva" }));
other["read the profile"] = await tried(() => client.phoneNumbers.businessProfile.get({ phoneNumberId: phone, fields: "about,vertical" }));
other["change the profile"] = await tried(() => client.phoneNumbers.businessProfile.update({ phoneNumberId: phone, about: "Faro", vertical: "RETAIL" }));

const read = [];
const trouble = [];
for (const { body, signature } of given.posts) {
  if (!verifySignature({ appSecret: secret, rawBody: body, signatureHeader: signature })) trouble.push({ error: "signature", body });
  const heard = normalizeWebhook(JSON.parse(body));
  const fields = Object.values(heard.raw).flat().length;
  if (heard.object !== "whatsapp_business_account" || fields !== 1) trouble.push({ error: "nothing was read", body });
  read.push(heard);
}
const first = given.posts[0].body;
const forged = verifySignature({ appSecret: "other", rawBody: first, signatureHeader: given.posts[0].signature });
process.stdout.write(JSON.stringify({ sent, other, read, trouble, forged }));
