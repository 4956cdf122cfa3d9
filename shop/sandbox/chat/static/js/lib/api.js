// Calls of the control API. A refusal becomes an exception with the server's own sentence.
class Refused extends Error {}

export async function get(path, query = {}) {
  const search = new URLSearchParams(query).toString();
  return answer(await fetch(`/_control${path}${search ? `?${search}` : ""}`));
}

export async function post(path, body = {}) {
  const headers = { "content-type": "application/json" };
  return answer(await fetch(`/_control${path}`, { method: "POST", headers, body: JSON.stringify(body) }));
}

export async function del(path) {
  return answer(await fetch(`/_control${path}`, { method: "DELETE" }));
}

export async function upload(path, fields) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  return answer(await fetch(`/_control${path}`, { method: "POST", body }));
}

async function answer(response) {
  const text = await response.text();
  const body = text ? JSON.parse(text) : null;
  if (!response.ok) throw new Refused(sentence(body) ?? `HTTP ${response.status}`);
  return body;
}

function sentence(body) {
  if (typeof body?.error?.message === "string") return body.error.message;
  const extra = Array.isArray(body?.extra)
    ? body.extra.map((one) => `${one.key ?? ""} ${one.message ?? ""}`)
    : [];
  return body?.detail ? [body.detail, ...extra].join(" ") : null;
}
