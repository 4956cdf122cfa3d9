"""The small pages behind a payment link that cannot be paid (any more, or yet)."""

from html import escape

from shop.hooks.phrases import SPEECH

_STYLE = (
    "body{margin:0;min-height:100vh;display:grid;place-items:center;background:#f4f1ec;color:#22302c;"
    "font:18px/1.5 system-ui,sans-serif}main{max-width:26rem;margin:1rem;padding:2rem;background:#fff;"
    "border-radius:1rem;box-shadow:0 1px 4px #0002}h1{font-size:1.4rem;margin:0 0 .5rem}"
    "p{margin:.5rem 0 0}small{color:#5c6b66}"
)
WAIT_SECONDS = 2


def page(key: str, language: str, *, shop: str = "", number: int | None = None) -> str:
    """A whole HTML page; the waiting one looks again by itself."""
    title = SPEECH.say(f"{key}_title", language)
    text = SPEECH.say(f"{key}_text", language)
    refresh = f'<meta http-equiv="refresh" content="{WAIT_SECONDS}">' if key == "waiting" else ""
    about = f"<small>{escape(shop)} · {number}</small>" if number is not None else ""
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">{refresh}'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body><main>{about}<h1>{escape(title)}</h1><p>{escape(text)}</p></main></body></html>"
    )
