// Payments, and what banks do to them: delayed payments, refunds that fail, disputes.
import { get, post } from "../lib/api.js";
import { h, select } from "../lib/dom.js";
import { openLink } from "../content/open_link.js";
import { guard } from "../lib/toast.js";
import { minor, moment, t } from "./words.js";

const REASONS = [
  "fraudulent",
  "product_not_received",
  "product_unacceptable",
  "duplicate",
  "credit_not_processed",
  "general",
];
const LOOKS = {
  paid: "good",
  open: "wait",
  expired: "",
  processing: "wait",
  failed: "bad",
  no_payment_required: "good",
};

export const paymentsTab = { icon: "card", topics: ["payments"], draw };

async function draw(redraw) {
  const { payments } = await get("/chat/payments");
  if (!payments.length) return [h("p", { class: "nothing" }, t("no_payments"))];
  const act = (path, body) =>
    guard(async () => {
      await post(`/stripe/${path}`, body);
      await redraw();
    });
  return payments.map((payment) => entry(payment, act));
}

/** One word for a session's two states. */
function stateOf(payment) {
  if (payment.status !== "complete") return payment.status;
  return payment.payment_status === "unpaid" ? "processing" : payment.payment_status;
}

function entry(payment, act) {
  const paymentState = stateOf(payment);
  const chip = (label, path, body, look = "") =>
    h("button", { type: "button", class: `chip ${look}`, onclick: () => act(path, body) }, label);
  const about = [
    payment.name,
    moment(payment.created * 1000),
    payment.metadata?.order_id ?? payment.metadata?.order,
  ].filter(Boolean);
  return h(
    "section",
    { class: "entry flat" },
    h(
      "p",
      { class: "entry-head" },
      h(
        "span",
        { class: "grow" },
        h("b", {}, minor(payment.amount_total, payment.currency)),
        h("small", {}, about.join(" · ")),
      ),
      h("span", { class: `pill ${LOOKS[paymentState] ?? ""}` }, t(`pay_${paymentState}`)),
    ),
    paymentState === "processing" &&
      h(
        "div",
        { class: "choices" },
        chip(t("payment_arrives"), `sessions/${payment.id}/async`, { succeed: true }, "good"),
        chip(t("payment_fails"), `sessions/${payment.id}/async`, { succeed: false }, "bad"),
      ),
    paymentState === "open" &&
      payment.url &&
      h(
        "div",
        { class: "choices" },
        h(
          "button",
          {
            type: "button",
            class: "chip",
            onclick: () => openLink(new URL(payment.url, location.href).href),
          },
          t("open_checkout"),
        ),
      ),
    paymentState === "paid" && payment.payment_intent && dispute(payment, act),
    payment.refunds.map((refund) => refundRow(refund, chip)),
    payment.disputes.map((one) => disputeRow(one, chip)),
  );
}

function dispute(payment, act) {
  if (payment.disputes.length) return null;
  const reason = select(
    REASONS.map((one) => [one, t(`dispute_${one}`)]),
    REASONS[0],
    () => {},
    { "aria-label": t("reason") },
  );
  return h(
    "div",
    { class: "choices" },
    reason,
    h(
      "button",
      {
        type: "button",
        class: "chip bad",
        onclick: () => act("disputes", { payment_intent: payment.payment_intent, reason: reason.value }),
      },
      t("open_dispute"),
    ),
  );
}

function refundRow(refund, chip) {
  const words = h(
    "span",
    { class: "grow" },
    t("refund_of", { amount: minor(refund.amount, refund.currency) }),
    h("small", {}, t(`refund_${refund.status}`)),
  );
  const choices = [
    refund.status === "pending" && chip(t("refund_succeeds"), `refunds/${refund.id}/succeed`, {}, "good"),
    ["pending", "succeeded"].includes(refund.status) &&
      chip(t("refund_fails"), `refunds/${refund.id}/fail`, {}, "bad"),
  ];
  return h("p", { class: "entry-head sub" }, words, choices.filter(Boolean));
}

function disputeRow(one, chip) {
  const words = h(
    "span",
    { class: "grow" },
    `${t("dispute")}: ${t(`dispute_${one.reason}`)}`,
    h("small", {}, t(`dispute_state_${one.status}`)),
  );
  const done = ["won", "lost", "warning_closed"].includes(one.status);
  const choices = done
    ? []
    : [
        chip(t("shop_wins"), `disputes/${one.id}/close`, { status: "won" }, "good"),
        chip(t("shop_loses"), `disputes/${one.id}/close`, { status: "lost" }, "bad"),
      ];
  return h("p", { class: "entry-head sub" }, words, choices);
}
