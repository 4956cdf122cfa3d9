// The page's language: the chosen one, else the browser's, else English.
import { recall, remember, shopZone } from "./state.js";
import { wordsOf } from "./languages.js";
import { en } from "../../words/en.js";
import { es } from "../../words/es.js";
import { pt } from "../../words/pt.js";

export const LANGUAGES = { es: "Español", en: "English", pt: "Português" };
const DICTIONARIES = { en, es, pt };

export const language = choose();
const locale = navigator.languages.find((tag) => tag.startsWith(language)) ?? language;

// The phone speaks one language: the checkout, which is framed from this server, reads it here.
document.cookie = `chat_language=${language}; path=/; SameSite=Strict`;

export const { t, time, moment, day, away, span, money } = wordsOf(
  DICTIONARIES[language],
  language,
  locale,
  shopZone,
);

function choose() {
  const wanted = [recall("language"), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return wanted.find((tag) => tag in DICTIONARIES) ?? "en";
}

export function chooseLanguage(tag) {
  remember("language", tag);
  location.reload();
}
