// An exchange as a test one can paste: Python, with httpx, secrets from the environment.
export function asTest(exchange) {
  return exchange.direction === "out" ? webhookTest(exchange) : callTest(exchange);
}

function webhookTest(one) {
  const vendor = one.label === "stripe" ? STRIPE : META;
  const body =
    typeof one.request === "string"
      ? `${literal(one.request)}.encode()`
      : `json.dumps(BODY, separators=(",", ":")).encode()`;
  const data = typeof one.request === "string" ? "" : `BODY = ${literal(one.request)}\n\n\n`;
  return `${vendor.imports}\n\nimport httpx\n\n${data}def test_${name(one)}() -> None:
    body = ${body}
${vendor.sign}
    answer = httpx.post(${literal(one.url)}, content=body, headers=headers)
    assert answer.status_code == ${one.status ?? 200}
`;
}

const META = {
  imports: "import hashlib\nimport hmac\nimport json\nimport os",
  sign: `    digest = hmac.new(os.environ["META_APP_SECRET"].encode(), body, hashlib.sha256).hexdigest()
    headers = {"content-type": "application/json", "x-hub-signature-256": f"sha256={digest}"}`,
};

const STRIPE = {
  imports: "import hashlib\nimport hmac\nimport json\nimport os\nimport time",
  sign: `    at, secret = str(int(time.time())), os.environ["STRIPE_WEBHOOK_SECRET"].encode()
    digest = hmac.new(secret, at.encode() + b"." + body, hashlib.sha256).hexdigest()
    headers = {"content-type": "application/json", "stripe-signature": f"t={at},v1={digest}"}`,
};

function callTest(one) {
  const secret = one.label === "stripe" ? "STRIPE_SECRET_KEY" : "META_ACCESS_TOKEN";
  const url = one.url.startsWith("http") ? one.url : `${location.origin}${one.url}`;
  const json = one.request !== null && typeof one.request !== "string";
  const data = json ? `BODY = ${literal(one.request)}\n\n\n` : "";
  const given = one.request === null ? "" : json ? ", json=BODY" : `, content=${literal(one.request)}`;
  const form =
    one.request !== null && !json
      ? `    headers["content-type"] = "application/x-www-form-urlencoded"\n`
      : "";
  return `import os\n\nimport httpx\n\n${data}def test_${name(one)}() -> None:
    headers = {"authorization": f"Bearer {os.environ['${secret}']}"}
${form}    answer = httpx.request(${literal(one.method)}, ${literal(url)}, headers=headers${given})
    assert answer.status_code == ${one.status ?? 200}
`;
}

/** A name from what the exchange is: method, last word of the address, outcome. */
function name(one) {
  const last = one.url.split("?")[0].split("/").filter(Boolean).at(-1) ?? "call";
  const kind = one.direction === "out" ? `a_${one.label}_webhook` : `${one.method}_${last}`;
  return `${kind}_is_answered_with_${one.status ?? 200}`.toLowerCase().replace(/\W+/g, "_");
}

/** A value as Python writes it. */
function literal(value, indent = "") {
  if (value === null) return "None";
  if (value === true || value === false) return value ? "True" : "False";
  if (typeof value !== "object") return JSON.stringify(value);
  const deeper = `${indent}    `;
  const list = Array.isArray(value);
  const rows = list
    ? value.map((one) => literal(one, deeper))
    : Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${literal(one, deeper)}`);
  const [open, close] = list ? "[]" : "{}";
  if (!rows.length) return open + close;
  return `${open}\n${rows.map((row) => `${deeper}${row},\n`).join("")}${indent}${close}`;
}
