// A new shopper: with a phone, or known only by a name they chose.
import { post } from "../lib/api.js";
import { field, h, select, toggle } from "../lib/dom.js";
import { loadRows, openChat } from "../lib/load.js";
import { closeSheet, openSheet } from "../lib/sheet.js";
import { guard } from "../lib/toast.js";
import { state } from "../lib/state.js";
import { language, t } from "../lib/words.js";

const LOCALES = [
  ["es_ES", "Español (ES)"],
  ["es_MX", "Español (MX)"],
  ["en_US", "English (US)"],
  ["en_GB", "English (GB)"],
  ["pt_BR", "Português (BR)"],
  ["pt_PT", "Português (PT)"],
];
const OWN = { es: "es_ES", en: "en_US", pt: "pt_BR" };
const NAMES = [
  "Ana Peña",
  "Luis Ortega",
  "María José Ríos",
  "João Prado",
  "Emma Clarke",
  "Iñaki Sáez",
  "Beatriz Nunes",
  "Omar Haddad",
];

/** A name and a phone that nobody has: whose phone is taken would become the one who has it. */
export async function askForShopper() {
  await loadRows();
  const draft = {
    name: unusedName(),
    phone: unusedPhone(),
    username: "",
    locale: OWN[language],
    hides_phone: false,
    has: "phone",
  };
  openSheet({ title: t("new_shopper"), kind: "small", body: () => form(draft) });
}

function form(draft) {
  const keep = (key) => (event) => (draft[key] = event.target.value);
  const phone = h("input", {
    type: "tel",
    value: draft.phone,
    oninput: keep("phone"),
    autocomplete: "off",
    name: "phone",
  });
  const user = h("input", {
    value: draft.username,
    oninput: keep("username"),
    placeholder: "ana.p",
    autocomplete: "off",
    name: "username",
  });
  const phoneField = field(t("phone"), phone);
  const userField = field(t("username"), user, t("username_hint"));
  const hides = toggle(
    t("hides_phone"),
    draft.hides_phone,
    (on) => (draft.hides_phone = on),
    t("hides_phone_hint"),
  );
  const show = () => {
    phoneField.hidden = hides.hidden = draft.has !== "phone";
    userField.hidden = !(draft.has === "username" || (draft.has === "phone" && draft.hides_phone));
  };
  hides.addEventListener("change", show);
  show();
  const kinds = [
    ["phone", t("with_phone")],
    ["username", t("only_username")],
    ["bsuid", t("only_id")],
  ];
  const kind = select(kinds, draft.has, (has) => {
    draft.has = has;
    show();
  });
  return h(
    "form",
    { class: "form", onsubmit: (event) => create(event, draft) },
    field(
      t("name"),
      h("input", {
        value: draft.name,
        oninput: keep("name"),
        required: true,
        "data-focus": "",
        name: "name",
        autocomplete: "off",
      }),
    ),
    field(t("known_by"), kind),
    phoneField,
    hides,
    userField,
    field(
      t("speaks"),
      select(LOCALES, draft.locale, (tag) => (draft.locale = tag)),
    ),
    h("button", { class: "primary wide" }, t("create")),
  );
}

async function create(event, draft) {
  event.preventDefault();
  const { name, locale, has } = draft;
  const body = { name: name.trim(), locale };
  if (has === "phone") Object.assign(body, { phone: draft.phone, hides_phone: draft.hides_phone });
  if (has === "username" || (has === "phone" && draft.hides_phone))
    body.username = draft.username.trim() || null;
  const made = await guard(() => post("/shoppers", body));
  if (!made) return;
  closeSheet();
  await loadRows();
  await openChat(made.id);
}

function unusedName() {
  const taken = new Set(state.rows.map((row) => row.shopper.name));
  return NAMES.find((name) => !taken.has(name)) ?? `${NAMES[0]} ${state.rows.length + 1}`;
}

function unusedPhone() {
  const taken = new Set(state.rows.map((row) => row.shopper.phone));
  let last = 101;
  while (taken.has(`34600000${last}`)) last += 1;
  return `+34 600 000 ${last}`;
}
