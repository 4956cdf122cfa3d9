// Choosing a place to send: one of some, or any by its coordinates.
import { field, h, icon } from "../lib/dom.js";
import { sayLocation } from "../lib/send.js";
import { closeSheet, openSheet } from "../lib/sheet.js";
import { t } from "../lib/words.js";

const PLACES = [
  { name: "Plaza Mayor", address: "Plaza Mayor, 28012 Madrid", latitude: 40.4155, longitude: -3.7074 },
  {
    name: "Mercado de la Boqueria",
    address: "La Rambla 91, 08001 Barcelona",
    latitude: 41.3817,
    longitude: 2.1716,
  },
  { name: "Zócalo", address: "Plaza de la Constitución, 06000 CDMX", latitude: 19.4326, longitude: -99.1332 },
  { name: "Praça da Sé", address: "Praça da Sé, São Paulo", latitude: -23.5505, longitude: -46.6333 },
];

/** Send a place; as the answer to `message`, if there is one. */
export function pickLocation(message = null) {
  const go = (place) => {
    closeSheet();
    sayLocation(place, message);
  };
  const [latitude, longitude] = ["40.4168", "-3.7038"].map((value) =>
    h("input", { type: "number", step: "any", value, required: true }),
  );
  const own = (event) => {
    event.preventDefault();
    go({ latitude: Number(latitude.value), longitude: Number(longitude.value) });
  };
  const known = h(
    "div",
    { class: "rows" },
    PLACES.map((place) =>
      h(
        "button",
        { type: "button", class: "row", onclick: () => go(place) },
        h("span", {}, h("b", {}, place.name), h("small", {}, place.address)),
        icon("pin"),
      ),
    ),
  );
  const form = h(
    "form",
    { class: "form pair", onsubmit: own },
    field(t("latitude"), latitude),
    field(t("longitude"), longitude),
    h("button", { class: "primary wide" }, t("send")),
  );
  openSheet({ title: t("send_location"), body: () => [known, form] });
}
