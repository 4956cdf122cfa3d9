import hmac
import json

from shop.whatsapp.incoming import signed_by

SECRET = "app-secret"
BODY = json.dumps({"text": "Grüße 😀 50 % a@b/c"}).replace("/", "\\/").encode()


def signature(body: bytes, secret: str = SECRET) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, "sha256").hexdigest()


def test_the_raw_escaped_bytes_verify() -> None:
    assert rb"\u00fc" in BODY
    assert signed_by(BODY, signature(BODY), [SECRET])


def test_the_same_json_written_differently_does_not_verify() -> None:
    rewritten = json.dumps(json.loads(BODY), ensure_ascii=False).encode()
    assert not signed_by(rewritten, signature(BODY), [SECRET])


def test_either_secret_of_a_rotation_verifies() -> None:
    assert signed_by(BODY, signature(BODY, "new"), ["old", "new"])
    assert signed_by(BODY, signature(BODY, "old"), ["old", "new"])


def test_a_foreign_secret_does_not_verify() -> None:
    assert not signed_by(BODY, signature(BODY, "foreign"), [SECRET])


def test_an_empty_secret_never_verifies() -> None:
    assert not signed_by(BODY, signature(BODY, ""), [""])


def test_no_secret_verifies_nothing() -> None:
    assert not signed_by(BODY, signature(BODY), [])


def test_a_missing_or_strange_header_does_not_verify() -> None:
    digest = signature(BODY).removeprefix("sha256=")
    for header in (
        None,
        "",
        "sha256=",
        digest,
        "sha1=" + digest,
        "sha256=ü" + digest,
        "sha256=" + digest[:-1],
    ):
        assert not signed_by(BODY, header, [SECRET])
