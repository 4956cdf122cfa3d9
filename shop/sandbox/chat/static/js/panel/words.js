// The panel is for developers and speaks English, whatever the chat speaks.
import { wordsOf } from "../lib/languages.js";
import { shopZone } from "../lib/state.js";
import { en } from "../../words/en.js";
import { panel } from "../../words/panel.js";

const locale = navigator.languages.find((tag) => tag.startsWith("en")) ?? "en";

export const { t, knows, time, moment, away, minor } = wordsOf(
  { ...en, ...panel },
  "en",
  locale,
  shopZone,
);
