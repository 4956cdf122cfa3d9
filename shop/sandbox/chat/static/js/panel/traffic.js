// Every HTTP exchange with the shop, in both directions.
import { get } from "../lib/api.js";
import { asTest } from "./export_test.js";
import { h, select } from "../lib/dom.js";
import { copyButton } from "../lib/json_sheet.js";
import { openSheet } from "../lib/sheet.js";
import { changed, recall, remember } from "../lib/state.js";
import { t, time } from "./words.js";

const KEPT = 400;
const POLL_MS = 2000;
const PAGES = /^\/($|\?|buy\/|c\/pay\/|favicon)/; // what the browser itself asks for
const KINDS = ["all", "in meta", "out meta", "in stripe", "out stripe", "bad"];
let exchanges = [];

export const trafficTab = { icon: "swap", topics: ["traffic"], draw };

let drawn = ""; // what the list shows now

async function draw(redraw, empty) {
  await fetchNew();
  const kind = recall("traffic", "all");
  const wanted = `${kind} ${exchanges.at(-1)?.seq} ${exchanges[0]?.seq} ${exchanges[0]?.hidden}`;
  if (wanted === drawn && !empty) return null;
  drawn = wanted;
  const choice = select(
    KINDS.map((one) => [one, t(`traffic_${one}`)]),
    kind,
    (one) => {
      remember("traffic", one);
      redraw();
    },
    { "aria-label": t("filter") },
  );
  const shown = exchanges
    .filter((one) => fits(one, kind))
    .slice(-150)
    .reverse();
  const clear = h(
    "button",
    {
      type: "button",
      class: "chip",
      onclick: () => {
        exchanges = exchanges.slice(-1).map((one) => ({ ...one, hidden: true }));
        redraw();
      },
    },
    t("clear"),
  );
  return [
    h("div", { class: "choices top" }, choice, clear),
    shown.length
      ? h("ul", { class: "traffic" }, shown.map(row))
      : h("p", { class: "nothing" }, t("no_traffic")),
  ];
}

async function fetchNew() {
  const last = exchanges.at(-1)?.seq ?? 0;
  const fresh = (await get("/exchanges", { after: last })).exchanges;
  exchanges = [...exchanges, ...fresh].slice(-KEPT);
}

function fits(one, kind) {
  if (one.hidden || (one.direction === "in" && PAGES.test(one.url))) return false;
  if (kind === "bad") return isBad(one);
  return kind === "all" || kind === `${one.direction} ${one.label}`;
}

const isBad = (one) => one.status === null || one.status >= 400;

function row(one) {
  const what = summary(one);
  return h(
    "li",
    {},
    h(
      "button",
      { type: "button", class: "exchange", "data-key": `seq${one.seq}`, onclick: () => show(one) },
      h(
        "span",
        { class: `way ${one.direction}`, title: t(`traffic_${one.direction} ${one.label}`) },
        one.direction === "in" ? "→" : "←",
      ),
      h("span", { class: "grow" }, h("b", {}, what), h("small", {}, `${one.method} ${path(one.url)}`)),
      h(
        "span",
        { class: "when" },
        time(one.at),
        h("small", { class: isBad(one) ? "bad" : "" }, one.status ?? t("no_answer")),
      ),
    ),
  );
}

/** What an exchange is about, as far as its body says. */
function summary(one) {
  const body = one.request;
  if (one.direction === "out") {
    const changes = body?.entry?.flatMap((entry) => entry.changes) ?? [];
    const kinds = changes.flatMap(({ field, value }) => [
      ...(value.messages ?? []).map((m) => m.type),
      ...(value.statuses ?? []).map((s) => s.status),
      ...(value.messages || value.statuses ? [] : [field]),
    ]);
    return body?.type ?? ([...new Set(kinds)].join(", ") || one.label);
  }
  if (body?.status === "read") return t("marked_read");
  return body?.template?.name ?? body?.interactive?.type ?? body?.type ?? path(one.url).split("/").at(-1);
}

const path = (url) => url.replace(/^https?:\/\/[^/]+/, "").split("?")[0];

function show(one) {
  const test = asTest(one);
  const part = (title, value) =>
    value !== null && [
      h("h3", {}, title),
      h(
        "pre",
        { class: "json", tabindex: "0" },
        typeof value === "string" ? value : JSON.stringify(value, null, 2),
      ),
    ];
  const facts = [
    `${one.method} ${one.url}`,
    `${one.status ?? t("no_answer")} · ${one.milliseconds.toFixed(1)} ms${one.attempt > 1 ? ` · ${t("attempt", { n: one.attempt })}` : ""}${one.error ? ` · ${one.error}` : ""}`,
  ];
  const body = () => [
    h("p", { class: "address" }, facts[0]),
    h("p", { class: "soft" }, facts[1]),
    part(t("request"), one.request),
    part(t("answer"), one.response),
    h("details", {}, h("summary", {}, t("test")), h("pre", { class: "json", tabindex: "0" }, test)),
  ];
  const json = JSON.stringify({ request: one.request, response: one.response }, null, 2);
  openSheet({
    title: summary(one),
    kind: "wide",
    body,
    foot: () => [copyButton(json, t("copy_json")), copyButton(test, t("copy_test"))],
  });
}

setInterval(() => document.visibilityState === "visible" && changed("traffic"), POLL_MS);
