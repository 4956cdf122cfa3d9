// What the page knows, and who wants to hear when it changes.
export const state = {
  numbers: [], // the shops' numbers
  number: null, // the one we chat with
  rows: [], // shoppers with what their list shows of them
  shopperId: null,
  thread: null, // {messages, window_until, …} of the open conversation
  catalog: { name: "", items: [] },
  catalogVersion: 0, // grows whenever the catalog is loaded
  typing: false,
  live: false,
  offset: 0, // business time minus the browser's, in milliseconds
  reply: null, // the message being answered, or {product: retailer_id}
};

const watchers = new Map();

/** Call `watcher` whenever one of the topics changed. */
export function watch(topics, watcher) {
  for (const topic of [topics].flat()) {
    if (!watchers.has(topic)) watchers.set(topic, new Set());
    watchers.get(topic).add(watcher);
  }
}

export function changed(...topics) {
  const due = new Set(topics.flatMap((topic) => [...(watchers.get(topic) ?? [])]));
  for (const watcher of due) watcher();
}

/** The row of the shopper whose chat is open. */
export const openRow = () => state.rows.find((row) => row.shopper.id === state.shopperId) ?? null;

/** The catalog item with this id. */
export const itemOf = (retailerId) =>
  state.catalog.items.find((item) => item.retailer_id === retailerId) ?? null;

/** The message with this id in the open conversation. */
export const messageOf = (wamid) => state.thread?.messages.find((message) => message.wamid === wamid) ?? null;

/** The zone whose time is shown: the shop's, else (undefined) this machine's. */
export const shopZone = () => state.number?.time_zone ?? undefined;

/** Business time, as a Date. */
export const present = () => new Date(Date.now() + state.offset);

export function remember(key, value) {
  localStorage.setItem(`chat.${key}`, JSON.stringify(value));
}

export function recall(key, otherwise = null) {
  try {
    return JSON.parse(localStorage.getItem(`chat.${key}`)) ?? otherwise;
  } catch {
    return otherwise;
  }
}
