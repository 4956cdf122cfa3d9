// Mishaps on demand, of both vendors. Each row says what is in force; a change takes effect at once.
import { del, get, post } from "../lib/api.js";
import { field, h, icon, select, toggle } from "../lib/dom.js";
import { guard } from "../lib/toast.js";
import { openRow, state } from "../lib/state.js";
import { t } from "./words.js";
import { CALLS, STRIPE_CALLS, callOf, stripeCallOf } from "./fault_choices.js";

const CODES = [131026, 131047, 131049, 131050, 131053, 131056, 130429, 131000];
const SLOW_SECONDS = 3600;

export const faultsTab = { icon: "bolt", topics: ["panel", "open"], draw };

async function draw(redraw) {
  const [faults, knobs, stripe] = await Promise.all([get("/faults"), get("/knobs"), get("/stripe/faults")]);
  const send = (path) => (body) =>
    guard(async () => {
      await post(path, body);
      await redraw();
    });
  const [set, turn, upset] = [send("/faults"), send("/knobs"), send("/stripe/faults")];
  const calm = () =>
    guard(async () => {
      await Promise.all([del("/faults"), del("/stripe/faults"), post("/knobs", await usualSpeeds())]);
      await redraw();
    });
  return [
    h(
      "div",
      { class: "choices top" },
      h("button", { type: "button", class: "chip good", onclick: calm }, t("all_well")),
    ),
    group("sends", sends(faults, set)),
    state.number && group("this_shopper", thisShopper(faults, set)),
    group("statuses", statuses(faults.statuses ?? {}, set)),
    group("webhooks", webhooks(faults.webhooks ?? {}, set)),
    group("reviews", reviews(knobs, turn)),
    group("payments_faults", payments(stripe, upset)),
  ];
}

const group = (name, rows) => h("fieldset", { class: "group" }, h("legend", {}, t(`faults_${name}`)), rows);

function sends(faults, set) {
  const fault = faults.send?.[0] ?? null;
  const times = select(
    [
      ["", t("until_off")],
      ["1", "1 ×"],
      ["3", "3 ×"],
      ["10", "10 ×"],
    ],
    String(fault?.times ?? ""),
    () => choose(kind.value),
    { "aria-label": t("how_often") },
  );
  const choose = (name) =>
    set({
      send: name === "none" ? [] : { ...CALLS[name], ...(times.value ? { times: Number(times.value) } : {}) },
    });
  const kind = select(
    [["none", t("none")], ...Object.keys(CALLS).map((name) => [name, t(`call_${name}`)])],
    callOf(fault),
    choose,
    { "aria-label": t("faults_sends") },
  );
  return h("div", { class: "choices" }, kind, times);
}

/** A code with which everything to the open chat's shopper fails. */
function thisShopper(faults, set) {
  const shopper = openRow()?.shopper;
  if (!shopper) return h("p", { class: "soft small" }, t("open_a_chat"));
  const name = shopper.phone ?? shopper.bsuid;
  const { [name]: present, ...others } = faults.magic ?? {};
  const choose = (code) => set({ magic: code ? { ...others, [name]: Number(code) } : others });
  return field(
    shopper.name,
    select(
      [["", t("none")], ...CODES.map((code) => [String(code), `${code} ${t(`code_${code}`)}`])],
      String(present ?? ""),
      choose,
    ),
  );
}

function statuses(fault, set) {
  const skip = fault.skip ?? [];
  const put = (change) => set({ statuses: { ...fault, ...change } });
  const skipped = (name) =>
    toggle(t(`skip_${name}`), skip.includes(name), (on) =>
      put({ skip: on ? [...skip, name] : skip.filter((one) => one !== name) }),
    );
  return [
    toggle(t("shuffled"), Boolean(fault.shuffle), (on) => put({ shuffle: on })),
    toggle(t("doubled"), Boolean(fault.duplicate), (on) => put({ duplicate: on })),
    ["sent", "delivered", "read"].map(skipped),
  ];
}

function webhooks(fault, set) {
  const put = (change) => set({ webhooks: { ...fault, ...change } });
  const amount = (name, values) =>
    field(
      t(`webhooks_${name}`),
      select(
        values.map((value) => [String(value), value === 0 ? t("none") : t(`unit_${name}`, { n: value })]),
        String(fault[name] ?? 0),
        (value) => put({ [name]: Number(value) }),
      ),
    );
  return [
    toggle(t("shuffled"), Boolean(fault.shuffle), (on) => put({ shuffle: on })),
    amount("delay_seconds", [0, 2, 10, 60]),
    amount("duplicate", [0, 1, 3]),
    amount("drop", known([0, 1, 5, 50], fault.drop)),
    amount("lose", known([0, 1, 5], fault.lose)),
    h(
      "button",
      { type: "button", class: "chip", onclick: () => guard(() => post("/webhooks/retry")) },
      icon("bolt"),
      t("retry_now"),
    ),
  ];
}

/** Counters run down: the present value must be among the choices. */
const known = (values, value = 0) => [...new Set([...values, value])].sort((a, b) => a - b);

function reviews(knobs, turn) {
  return Object.keys(USUAL).map((name) =>
    toggle(t(`slow_${name}`), knobs[name] >= SLOW_SECONDS, (on) =>
      turn({ [name]: on ? SLOW_SECONDS : USUAL[name] }),
    ),
  );
}

const USUAL = { item_review_seconds: 0.3, item_outdated_seconds: 0.3, template_review_seconds: 0.2 };

async function usualSpeeds() {
  const knobs = await get("/knobs");
  return Object.fromEntries(Object.entries(USUAL).filter(([name]) => knobs[name] >= SLOW_SECONDS));
}

function payments(faults, upset) {
  const fault = Array.isArray(faults.api) ? faults.api[0] : faults.api;
  const hooks = faults.webhooks ?? {};
  const put = (change) => upset({ api: faults.api ?? null, webhooks: faults.webhooks ?? null, ...change });
  const kind = select(
    [["none", t("none")], ...Object.keys(STRIPE_CALLS).map((name) => [name, t(`call_${name}`)])],
    stripeCallOf(fault),
    (name) => put({ api: STRIPE_CALLS[name] ?? null }),
    { "aria-label": t("stripe_calls") },
  );
  const hook = (name, label, on = true) =>
    toggle(t(label), Boolean(hooks[name]), (wanted) =>
      put({ webhooks: { ...hooks, [name]: wanted ? on : on === true ? false : 0 } }),
    );
  return [
    field(t("stripe_calls"), kind),
    hook("shuffle", "shuffled"),
    hook("duplicate", "doubled", 1),
    hook("twins", "twins"),
    hook("drop", "never_sent"),
    hook("wrong_secret", "wrong_secret"),
  ];
}
