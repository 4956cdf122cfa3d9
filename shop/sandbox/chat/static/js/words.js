// The page's language: the chosen one, else the browser's, else English.
import { recall, remember } from "./state.js";
import { en } from "../words/en.js";
import { enPanel } from "../words/en_panel.js";
import { es } from "../words/es.js";
import { esPanel } from "../words/es_panel.js";
import { pt } from "../words/pt.js";
import { ptPanel } from "../words/pt_panel.js";

export const LANGUAGES = { es: "Español", en: "English", pt: "Português" };
const DICTIONARIES = { en: { ...en, ...enPanel }, es: { ...es, ...esPanel }, pt: { ...pt, ...ptPanel } };

export const language = choose();
const locale = navigator.languages.find((tag) => tag.startsWith(language)) ?? language;

function choose() {
  const wanted = [recall("language"), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return wanted.find((tag) => tag in DICTIONARIES) ?? "en";
}

export function chooseLanguage(tag) {
  remember("language", tag);
  location.reload();
}

/** The page's words for `key`, `{names}` filled in. A value nobody named shows as it is. */
export function t(key, values = {}) {
  const pattern = DICTIONARIES[language][key] ?? key.replace(/^[a-z]+_/, "");
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** Is there a word for this? */
export const knows = (key) => key in DICTIONARIES[language];

export const time = (at) =>
  new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" }).format(new Date(at));

export const moment = (at) =>
  new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(new Date(at));

/** Today, yesterday, or the date. */
export function day(at, today) {
  const days = Math.round((midnight(today) - midnight(new Date(at))) / 86_400_000);
  if (days === 0 || days === 1) {
    const word = new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(-days, "day");
    return word.charAt(0).toUpperCase() + word.slice(1);
  }
  return new Intl.DateTimeFormat(locale, { weekday: "short", day: "numeric", month: "short" }).format(
    new Date(at),
  );
}

const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate());

/** In how long, or how long ago, in the largest fitting unit. */
export function away(at, from) {
  const [count, unit] = measured((new Date(at) - from) / 1000);
  return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(count, unit);
}

/** How long it is until then. */
export function span(at, from) {
  const [count, unit] = measured((new Date(at) - from) / 1000);
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(count);
}

const UNITS = [
  ["day", 86_400, 2],
  ["hour", 3600, 1],
  ["minute", 60, 1],
  ["second", 1, 0],
]; // from how many on

function measured(seconds) {
  const [unit, size] = UNITS.find(([, length, least]) => Math.abs(seconds) >= length * least);
  return [Math.round(seconds / size), unit];
}

/** Money from an amount in major units. */
export function money(amount, currency) {
  if (amount === null || amount === undefined || !currency) return "";
  return new Intl.NumberFormat(locale, { style: "currency", currency }).format(Number(amount));
}

const UNDIVIDED = [
  "bif",
  "clp",
  "djf",
  "gnf",
  "jpy",
  "kmf",
  "krw",
  "mga",
  "pyg",
  "rwf",
  "vnd",
  "vuv",
  "xaf",
  "xof",
  "xpf",
];
const MILLS = ["bhd", "jod", "kwd", "omr", "tnd"];

/** Money from the payment provider's minor units. */
export function minor(amount, currency) {
  const divisor = UNDIVIDED.includes(currency) ? 1 : MILLS.includes(currency) ? 1000 : 100;
  return money(amount / divisor, currency.toUpperCase());
}
