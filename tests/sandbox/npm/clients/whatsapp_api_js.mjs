// Everything that whatsapp-api-js can send, and what it reads in webhooks: JSON in, JSON out.
import { readFileSync } from "node:fs";
import { WhatsAppAPI } from "whatsapp-api-js";
import * as m from "whatsapp-api-js/messages";

const given = JSON.parse(readFileSync(0, "utf8"));
const { url, token, secret, phone, to, bsuid, catalog, wamid, media, png, link } = given;
const client = new WhatsAppAPI({
  token,
  appSecret: secret,
  webhookVerifyToken: "verify-me",
  v: "v26.0",
  ponyfill: {
    // Some of its calls name no version, which Graph reads as the app's own.
    fetch: (address, options) =>
      fetch(String(address).replace(/^https:\/\/graph\.facebook\.com\/(v\d+\.\d+\/)?/, `${url}/v26.0/`), options),
  },
});

const section = new m.ListSection("Colores", new m.Row("red", "Rojo", "Como el faro"));
const product = { catalog_id: catalog, product_retailer_id: "T1" };
const shelf = { title: "Tazas", product_items: [{ product_retailer_id: "T1" }, { product_retailer_id: "T2" }] };
const body = new m.Body("Texto");
const template = (name, ...parts) => new m.Template(name, "es", ...parts);

const KINDS = {
  text: new m.Text("Hola https://tienda.example", true),
  image: new m.Image(link, false, "La foto"),
  "image by id": new m.Image(media, true),
  video: new m.Video("https://tienda.example/v.mp4", false, "El vídeo"),
  audio: new m.Audio("https://tienda.example/a.mp3"),
  document: new m.Document("https://tienda.example/f.pdf", false, "Factura", "F-1.pdf"),
  sticker: new m.Sticker("https://tienda.example/s.webp"),
  location: new m.Location(-3.7, 40.4, "Tienda", "Calle Mayor 1"),
  contacts: new m.Contacts([new m.Name("Ana Peña", "Ana"), new m.Phone("+34600000009", "CELL", "34600000009")]),
  reaction: new m.Reaction(wamid, "👍"),
  buttons: new m.Interactive(new m.ActionButtons(new m.Button("yes", "Sí"), new m.Button("no", "No")), body),
  "buttons under a picture": new m.Interactive(
    new m.ActionButtons(new m.Button("yes", "Sí")),
    body,
    new m.Header(new m.Image(link)),
    new m.Footer("Faro"),
  ),
  list: new m.Interactive(new m.ActionList("Elegir", section), body, new m.Header("Duda")),
  link: new m.Interactive(new m.ActionCTA("Pagar", "https://tienda.example/p"), body),
  flow: new m.Interactive(new m.ActionNavigateFlow("t", "77", "Abrir", "HOME"), body),
  "flow with data": new m.Interactive(new m.ActionDataExchangeFlow("t", "77", "Abrir"), body),
  "request for a place": new m.Interactive(new m.ActionLocation(), body),
  "request for a phone": new m.Interactive(new m.ActionContactRequest(), body),
  catalog: new m.Interactive(new m.ActionCatalog(product), body),
  product: new m.Interactive(new m.ActionProduct(product), body),
  "product list": new m.Interactive(new m.ActionProductList(catalog, shelf), body, new m.Header("Tazas")),
  "template of words": template("aviso", new m.BodyComponent(new m.BodyParameter("Ana"))),
  "template with everything": template(
    "envio",
    new m.HeaderComponent(new m.HeaderParameter(new m.Image(link))),
    new m.BodyComponent(new m.BodyParameter("Ana")),
    new m.PayloadComponent("when"),
    new m.URLComponent("A-1"),
  ),
};

async function tried(work) {
  try {
    const answer = await work();
    return answer?.error ? { error: answer.error } : { answer: answer ?? null };
  } catch (error) {
    return { error: String(error) };
  }
}

const sent = {};
for (const [kind, message] of Object.entries(KINDS)) {
  sent[kind] = await tried(() => client.sendMessage(phone, { phone: to }, message));
}
sent["to a user id"] = await tried(() => client.sendMessage(phone, { bsuid }, new m.Text("hola")));
sent["an answer"] = await tried(() => client.sendMessage(phone, { phone: to }, new m.Text("sí"), wamid, "order:7"));

const other = {};
other.read = await tried(() => client.markAsRead(phone, wamid, "text"));
other["make a code"] = await tried(() => client.createQR(phone, "Hola"));
const code = other["make a code"].answer?.code;
other["change a code"] = await tried(() => client.updateQR(phone, code, "Adiós"));
other["read a code"] = await tried(() => client.retrieveQR(phone, code));
other["read codes"] = await tried(() => client.retrieveQR(phone));
other["delete a code"] = await tried(() => client.deleteQR(phone, code));
const form = new FormData();
form.set("file", new Blob([Buffer.from(png, "base64")], { type: "image/png" }));
other.upload = await tried(() => client.uploadMedia(phone, form));
const uploaded = other.upload.answer?.id;
other["find a file"] = await tried(() => client.retrieveMedia(uploaded, phone));
other["fetch a file"] = await tried(async () => {
  const answer = await client.fetchMedia(other["find a file"].answer.url);
  return { base64: Buffer.from(await answer.arrayBuffer()).toString("base64") };
});
other["delete a file"] = await tried(() => client.deleteMedia(uploaded, phone));
other.block = await tried(() => client.blockUser(phone, { phone: to }));
other.unblock = await tried(() => client.unblockUser(phone, { phone: to }));

const read = [];
client.on.message = ({ phoneID, contact, recipient, message }) => {
  read.push({ phoneID, contact, recipient, message });
};
client.on.status = ({ phoneID, id, status, error, pricing }) => {
  read.push({ phoneID, id, status, error: error ?? null, pricing: pricing ?? null });
};
const trouble = [];
for (const { body: raw, signature } of given.posts) {
  const before = read.length;
  const { error } = await tried(() => client.post(JSON.parse(raw), raw, signature));
  if (error || read.length !== before + 1) trouble.push({ error: error ?? "nothing was read", raw });
}
const forged = await client.verifyRequestSignature(given.posts[0].body, "sha256=00");
process.stdout.write(JSON.stringify({ sent, other, read, trouble, forged }));
