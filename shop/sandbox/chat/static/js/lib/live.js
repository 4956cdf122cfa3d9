// Server-sent events: what changed is loaded anew. The browser reconnects by itself.
import { changed, state } from "./state.js";
import { loadCatalog, loadNumbers, loadRows, loadThread, setClock } from "./load.js";

const TYPING_MS = 25_000; // the platform shows the sign this long at most
let typingTimer = null;

const REACTIONS = {
  message: (news) => {
    if (news.direction === "out") setTyping(false);
    about(news);
  },
  status: about,
  read_by_business: (news) => {
    about(news);
    if (news.typing && isOpen(news)) setTyping(true);
  },
  preference: about,
  holder: about,
  shopper: () => loadRows(),
  business: () => loadNumbers(),
  number: () => loadNumbers(),
  item: () => loadCatalog(),
  catalog: () => loadCatalog(),
  reset: () => location.reload(),
};
const PANEL = ["template", "item", "catalog", "faults", "knobs", "media"];

export function listen() {
  const source = new EventSource("/_control/events");
  source.addEventListener("hello", (event) => {
    setClock(JSON.parse(event.data).now);
    setLive(true);
    loadNumbers();
    changed("panel");
  });
  source.onerror = () => setLive(false);
  for (const kind of new Set([...Object.keys(REACTIONS), ...PANEL, ...PAYMENTS])) {
    source.addEventListener(kind, (event) => event.data && take(JSON.parse(event.data))); // comments arrive as empty messages
  }
}

const PAYMENTS = [
  "checkout.session.completed",
  "checkout.session.expired",
  "checkout.session.async_payment_succeeded",
  "checkout.session.async_payment_failed",
  "payment_intent.succeeded",
  "payment_intent.payment_failed",
  "charge.refunded",
  "refund.created",
  "refund.updated",
  "refund.failed",
  "charge.dispute.created",
  "charge.dispute.closed",
  "payment_link.created",
  "payment_link.updated",
].map((type) => `stripe.${type}`);

function take(news) {
  setClock(news.at);
  REACTIONS[news.kind]?.(news);
  if (news.kind.startsWith("stripe.")) changed("payments");
  if (news.kind === "stripe.checkout.session.completed") changed("paid");
  if (PANEL.includes(news.kind)) changed("panel");
  changed("traffic");
}

function about(news) {
  loadRows();
  if (isOpen(news)) loadThread();
}

const isOpen = (news) =>
  news.shopper_id === state.shopperId && news.phone_number_id === state.number?.phone_number_id;

function setTyping(on) {
  clearTimeout(typingTimer);
  if (on) typingTimer = setTimeout(() => setTyping(false), TYPING_MS);
  if (state.typing === on) return;
  state.typing = on;
  changed("typing");
}

function setLive(on) {
  state.live = on;
  changed("live");
}
