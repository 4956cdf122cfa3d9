// The mishaps one can choose, as the control API names them.
export const CALLS = {
  rate: { http_status: 429, code: 130429 },
  pair: { http_status: 400, code: 131056 },
  server: { http_status: 500 },
  busy: { http_status: 503 },
  lost: { lose_answer: true },
  hang: { hang: true },
  garbage: { garbage: true },
  slow: { delay_seconds: 5 },
};

export const STRIPE_CALLS = {
  rate: { http_status: 429 },
  server: { http_status: 500 },
  lost: { lose_answer: true },
  garbage: { garbage: true },
  slow: { delay_seconds: 5 },
};

/** The name of the fault in force; "none" when there is none. */
export const callOf = (fault) => nameOf(CALLS, fault);
export const stripeCallOf = (fault) => nameOf(STRIPE_CALLS, fault);

function nameOf(known, fault) {
  if (!fault) return "none";
  const same = ([, wanted]) => Object.entries(wanted).every(([key, value]) => fault[key] === value);
  return Object.entries(known).find(same)?.[0] ?? "none";
}
