// Templates and the platform's reviews of them.
import { get, post } from "../lib/api.js";
import { h, icon, select } from "../lib/dom.js";
import { guard } from "../lib/toast.js";
import { rich } from "../content/rich.js";
import { t } from "./words.js";

const REASONS = [
  "INVALID_FORMAT",
  "PROMOTIONAL",
  "INCORRECT_CATEGORY",
  "ABUSIVE_CONTENT",
  "SCAM",
  "TAG_CONTENT_MISMATCH",
];
const opened = new Set(); // ids whose details are unfolded

export const templatesTab = { icon: "label", topics: ["panel"], draw };

async function draw(redraw) {
  const { templates } = await get("/chat/templates");
  if (!templates.length) return [h("p", { class: "nothing" }, t("no_templates"))];
  const sorted = templates.toSorted((a, b) =>
    `${a.name} ${a.language}`.localeCompare(`${b.name} ${b.language}`),
  );
  return sorted.map((template) => entry(template, redraw));
}

function entry(template, redraw) {
  const judge = (body) =>
    guard(async () => {
      await post(`/templates/${template.name}/${template.language}/review`, {
        waba_id: template.waba_id,
        ...body,
      });
      await redraw();
    });
  const reason = select(
    REASONS.map((one) => [one, t(`reason_${one}`)]),
    REASONS[0],
    () => {},
    { "aria-label": t("reason") },
  );
  const details = h(
    "details",
    {
      class: "entry",
      open: opened.has(template.id),
      ontoggle: () => (details.open ? opened.add(template.id) : opened.delete(template.id)),
    },
    h(
      "summary",
      {},
      h(
        "span",
        { class: "grow" },
        h("b", {}, template.name),
        h(
          "small",
          {},
          `${template.language} · ${t(`category_${template.category}`)}${template.previous_category ? ` (${t("was")} ${t(`category_${template.previous_category}`)})` : ""}`,
        ),
      ),
      pill(template.status),
    ),
    h("div", { class: "template" }, template.components.map(part)),
    template.rejected_reason &&
      template.rejected_reason !== "NONE" &&
      h("p", { class: "why" }, icon("warning"), t(`reason_${template.rejected_reason}`)),
    h("div", { class: "choices" }, choices(template, judge)),
    h(
      "div",
      { class: "choices" },
      reason,
      h(
        "button",
        {
          type: "button",
          class: "chip bad",
          onclick: () => judge({ event: "REJECTED", reason: reason.value }),
        },
        t("reject"),
      ),
    ),
    h("div", { class: "choices" }, changes(template, judge)),
  );
  return details;
}

function choices(template, judge) {
  const back = ["PAUSED", "DISABLED"].includes(template.status) ? "REINSTATED" : "APPROVED";
  const offered = [
    [back, "approve", "good"],
    ["PAUSED", "pause", ""],
    ["DISABLED", "disable", "bad"],
  ];
  return offered
    .filter(([event]) => event !== template.status)
    .map(([event, word, look]) =>
      h("button", { type: "button", class: `chip ${look}`, onclick: () => judge({ event }) }, t(word)),
    );
}

function changes(template, judge) {
  const category = template.category === "MARKETING" ? "UTILITY" : "MARKETING";
  const qualities = ["GREEN", "YELLOW", "RED"].map((quality) => [quality, t(`quality_${quality}`)]);
  return [
    h(
      "button",
      { type: "button", class: "chip", onclick: () => judge({ event: "APPROVED", category }) },
      t("make_category", { category: t(`category_${category}`) }),
    ),
    select(
      [["UNKNOWN", t("quality_UNKNOWN")], ...qualities],
      template.quality_score.score,
      (quality) => judge({ quality }),
      { "aria-label": t("quality") },
    ),
  ];
}

const STATES = {
  APPROVED: "good",
  REINSTATED: "good",
  PENDING: "wait",
  REJECTED: "bad",
  DISABLED: "bad",
  PAUSED: "warn",
  OUTDATED: "warn",
};

/** A status in its colour. `kind` matters where languages have genders. */
export const pill = (status, kind = "state") =>
  h("span", { class: `pill ${STATES[status] ?? ""}` }, t(`${kind}_${status}`));

function part(component) {
  if (component.type === "BUTTONS")
    return h(
      "p",
      { class: "buttons" },
      component.buttons.map((button) => h("span", {}, button.text ?? button.type)),
    );
  if (component.type === "CAROUSEL")
    return h("p", { class: "soft" }, t("cards_n", { n: component.cards.length }));
  if (!component.text) return h("p", { class: "soft" }, t(`header_${component.format ?? component.type}`));
  return h("p", { class: component.type.toLowerCase() }, rich(component.text));
}
