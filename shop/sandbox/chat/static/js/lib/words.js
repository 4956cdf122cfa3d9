// The page's language: the chosen one, else the browser's, else English.
import { recall, remember } from "./state.js";
import { wordsOf } from "./languages.js";
import { en } from "../../words/en.js";
import { es } from "../../words/es.js";
import { pt } from "../../words/pt.js";

export const LANGUAGES = { es: "Español", en: "English", pt: "Português" };
const DICTIONARIES = { en, es, pt };

export const language = choose();
const locale = navigator.languages.find((tag) => tag.startsWith(language)) ?? language;

export const { t, time, moment, day, away, span, money } = wordsOf(DICTIONARIES[language], language, locale);

function choose() {
  const wanted = [recall("language"), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return wanted.find((tag) => tag in DICTIONARIES) ?? "en";
}

export function chooseLanguage(tag) {
  remember("language", tag);
  location.reload();
}
