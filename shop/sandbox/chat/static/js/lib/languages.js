// What a language says: words, times, money.

/** The functions that speak one language; `locale` may add a region to it, `zone()` says whose time is shown. */
export function wordsOf(dictionary, language, locale, zone) {
  const dated = (options) => (at) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: zone() }).format(new Date(at));
  const weekday = dated({ weekday: "short", day: "numeric", month: "short" });
  const relative = (count, unit) => new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(count, unit);
  const money = (amount, currency) => asMoney(locale, amount, currency);
  return {
    /** The words for `key`, `{names}` filled in. A value nobody named shows as it is. */
    t: (key, values = {}) => filled(dictionary[key] ?? key.replace(/^[a-z]+_/, ""), values),
    /** Is there a word for this? */
    knows: (key) => key in dictionary,
    time: dated({ hour: "numeric", minute: "2-digit" }),
    moment: dated({ dateStyle: "medium", timeStyle: "short" }),
    /** Today, yesterday, or the date. */
    day: (at, today) => {
      const days = dayNumber(today, zone()) - dayNumber(at, zone());
      return days === 0 || days === 1 ? capital(relative(-days, "day")) : weekday(at);
    },
    /** In how long, or how long ago, in the largest fitting unit. */
    away: (at, from) => relative(...measured((new Date(at) - from) / 1000)),
    /** How long it is until then. */
    span: (at, from) => {
      const [count, unit] = measured((new Date(at) - from) / 1000);
      return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(count);
    },
    /** Money from an amount in major units. */
    money,
    /** Money from the payment provider's minor units. */
    minor: (amount, currency) => money(amount / divisorOf(currency), currency.toUpperCase()),
  };
}

const filled = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

const capital = (word) => word.charAt(0).toUpperCase() + word.slice(1);

/** Days since 1970 on a calendar of that zone. */
function dayNumber(at, timeZone) {
  const numbers = { year: "numeric", month: "2-digit", day: "2-digit", timeZone };
  const [year, month, day] = new Intl.DateTimeFormat("en-CA", numbers)
    .formatToParts(new Date(at))
    .filter((part) => part.type !== "literal")
    .map((part) => Number(part.value));
  return Date.UTC(year, month - 1, day) / 86_400_000;
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

function asMoney(locale, amount, currency) {
  if (amount === null || amount === undefined || !currency) return "";
  return new Intl.NumberFormat(locale, { style: "currency", currency }).format(Number(amount));
}

// https://docs.stripe.com/currencies#zero-decimal, #three-decimal
const ZERO_DECIMAL = "bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf".split(" ");
const THREE_DECIMAL = "bhd jod kwd omr tnd".split(" ");

const divisorOf = (currency) => (ZERO_DECIMAL.includes(currency) ? 1 : THREE_DECIMAL.includes(currency) ? 1000 : 100);
