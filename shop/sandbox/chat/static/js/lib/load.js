// Fetches what the page shows. Calls that come close together become one.
import { get, post } from "./api.js";
import { changed, openRow, recall, remember, state } from "./state.js";
import { guard } from "./toast.js";

const underway = new Map();

/** Run `work` soon, once, however often it is asked for; again if it was asked for while it ran. */
function soon(name, work) {
  return () => {
    const known = underway.get(name);
    if (known) {
      known.again = true;
      return known.promise;
    }
    const entry = { again: false, promise: null };
    underway.set(name, entry);
    entry.promise = (async () => {
      do {
        entry.again = false;
        await new Promise((done) => setTimeout(done, 30));
        await guard(work);
      } while (entry.again);
      underway.delete(name);
    })();
    return entry.promise;
  };
}

export const loadNumbers = soon("numbers", async () => {
  state.numbers = (await get("/businesses")).businesses;
  const wanted = state.number?.phone_number_id ?? recall("number");
  state.number =
    state.numbers.find((number) => number.phone_number_id === wanted) ?? state.numbers[0] ?? null;
  changed("numbers");
  await Promise.all([loadRows(), loadCatalog(), loadThread()]);
});

export const loadRows = soon("rows", async () => {
  if (!state.number) return;
  const answer = await get("/chat/conversations", { phone_number_id: state.number.phone_number_id });
  setClock(answer.now);
  state.rows = answer.conversations;
  if (state.shopperId && !openRow()) state.shopperId = null;
  changed("rows");
});

export const loadThread = soon("thread", async () => {
  const [shopperId, number] = [state.shopperId, state.number];
  if (!shopperId || !number) {
    state.thread = null;
    changed("thread");
    return;
  }
  const query = { phone_number_id: number.phone_number_id };
  const thread = await get(`/shoppers/${shopperId}/thread`, query);
  if (shopperId !== state.shopperId) return;
  state.thread = thread;
  changed("thread");
  await markRead();
});

export const loadCatalog = soon("catalog", async () => {
  const id = state.number?.catalog_id;
  state.catalog = id ? await get(`/chat/catalogs/${id}`) : { name: "", items: [] };
  state.catalogVersion += 1;
  changed("catalog");
});

/** Open chats count as read, if anybody can see them and the phone is connected. */
export async function markRead() {
  const row = openRow();
  const seen = document.visibilityState === "visible" && document.getElementById("conversation").offsetParent;
  const fresh =
    row?.shopper.receipts &&
    state.thread?.messages.some((m) => m.direction === "out" && m.status === "delivered");
  if (!row?.shopper.online || !seen || !(fresh || state.thread?.unread)) return;
  await post(`/shoppers/${row.shopper.id}/read`, { phone_number_id: state.number.phone_number_id });
  row.unread = 0;
  changed("rows");
}

export function chooseNumber(id) {
  state.number = state.numbers.find((number) => number.phone_number_id === id);
  remember("number", id);
  changed("numbers");
  return Promise.all([loadRows(), loadThread(), loadCatalog()]);
}

export function openChat(shopperId) {
  Object.assign(state, { shopperId, thread: null, typing: false, reply: null });
  remember("shopper", shopperId);
  document.body.dataset.pane = "chat";
  changed("rows", "thread", "open");
  return loadThread();
}

export function setClock(iso) {
  state.offset = new Date(iso) - Date.now();
  changed("clock");
}
