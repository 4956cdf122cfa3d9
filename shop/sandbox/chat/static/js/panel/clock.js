// The clock: what time it is for everybody here, and what becomes due.
import { get, post } from "../lib/api.js";
import { h, icon, iconButton } from "../lib/dom.js";
import { loadRows, loadThread, setClock } from "../lib/load.js";
import { guard, toast } from "../lib/toast.js";
import { changed, present, shopZone, state, watch } from "../lib/state.js";
import { away, knows, moment, t } from "./words.js";

const HOUR = 3600;
const STEPS = [
  ["15min", HOUR / 4],
  ["1h", HOUR],
  ["6h", 6 * HOUR],
  ["1d", 24 * HOUR],
  ["3d", 72 * HOUR],
  ["7d", 168 * HOUR],
];

export const clockTab = { icon: "clock", topics: ["panel", "thread", "payments", "moved", "numbers"], draw };

async function draw(redraw) {
  const [{ upcoming }, { may_move: may }] = await Promise.all([get("/chat/upcoming"), get("/clock")]);
  const move = (seconds) => guard(() => advance(seconds, redraw));
  return [
    h("p", { class: "clock" }, icon("clock"), h("time", { id: "clock-face" }, moment(present())), zoneName()),
    may
      ? h(
          "div",
          { class: "steps", role: "group", "aria-label": t("move_clock") },
          STEPS.map(([name, seconds]) =>
            h(
              "button",
              { type: "button", class: "chip", onclick: () => move(seconds) },
              `+ ${t(`step_${name}`)}`,
            ),
          ),
        )
      : h("p", { class: "soft" }, t("clock_fixed")),
    may && h("p", { class: "soft small" }, t("clock_note")),
    h("h3", {}, t("upcoming")),
    upcoming.length
      ? h(
          "ul",
          { class: "due" },
          upcoming.map((due) => row(due, may && move)),
        )
      : h("p", { class: "nothing" }, t("nothing_due")),
  ];
}

/** "Madrid": where it is that late. */
const zoneName = () =>
  shopZone() && h("small", { title: shopZone() }, shopZone().split("/").at(-1).replaceAll("_", " "));

function row(due, move) {
  const name = knows(`due_${due.kind}`) ? t(`due_${due.kind}`) : due.kind;
  const seconds = Math.max(0, (new Date(due.at) - present()) / 1000) + 1;
  return h(
    "li",
    {},
    h(
      "span",
      { class: "grow" },
      h("b", {}, name),
      h(
        "small",
        {},
        due.about,
        due.about && " · ",
        h("time", { datetime: due.at, title: moment(due.at) }, away(due.at, present())),
      ),
    ),
    move && iconButton("bolt", `${t("go_there")}: ${name}`, () => move(seconds)),
  );
}

async function advance(seconds, redraw) {
  const { now } = await post("/clock", { advance_seconds: seconds });
  setClock(now);
  toast(t("now_is", { when: moment(now) }));
  await Promise.all([loadRows(), loadThread(), redraw()]);
}

setInterval(() => changed("moved"), 30_000);

/** The face alone, every second, while it is to be seen. */
setInterval(() => {
  const face = document.getElementById("clock-face");
  if (face && state.live) face.textContent = moment(present());
}, 1000);
watch("clock", () => {
  const face = document.getElementById("clock-face");
  if (face) face.textContent = moment(present());
});
