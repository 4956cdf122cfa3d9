"""Product sets: named filters of a catalog, read back with what they hold."""

import json

from tests.sandbox.support.meta import MetaSandbox
from tests.sandbox.support.pywa import item
from tests.support.vendors.sandbox import CATALOG


async def made(sandbox: MetaSandbox, name: str, word: str) -> str:
    """A set of the items whose name holds a word."""
    wanted = {"name": name, "filter": {"name": {"i_contains": word}}}
    answer = await sandbox.graph("POST", f"{CATALOG}/product_sets", json=wanted)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["id"])


async def test_a_set_holds_what_its_filter_finds(sandbox: MetaSandbox) -> None:
    await item(sandbox, "T1", "T2", "X3")
    set_id = await made(sandbox, "Tazas", "taza t")
    rows = (await sandbox.graph("GET", f"{set_id}/products", params={"fields": "retailer_id"})).json()["data"]
    assert [row["retailer_id"] for row in rows] == ["T1", "T2"]
    fields = {"fields": "name,product_count"}
    assert (await sandbox.graph("GET", set_id, params=fields)).json() == {
        "name": "Tazas",
        "product_count": 2,
        "id": set_id,
    }


async def test_the_sets_of_a_catalog_are_listed_and_deleted(sandbox: MetaSandbox) -> None:
    set_id = await made(sandbox, "Tazas", "taza")
    listed = await sandbox.graph("GET", f"{CATALOG}/product_sets", params={"fields": "name,filter"})
    (row,) = listed.json()["data"]
    assert (row["name"], json.loads(row["filter"])) == ("Tazas", {"name": {"i_contains": "taza"}})
    assert (await sandbox.graph("DELETE", set_id)).json() == {"success": True}
    assert (await sandbox.graph("GET", f"{CATALOG}/product_sets")).json()["data"] == []
    assert (await sandbox.graph("GET", set_id)).json()["error"]["error_subcode"] == 33


async def test_two_sets_with_the_same_filter_are_10803(sandbox: MetaSandbox) -> None:
    await made(sandbox, "Tazas", "taza")
    again = {"name": "Otra", "filter": {"name": {"i_contains": "taza"}}}
    refused = await sandbox.graph("POST", f"{CATALOG}/product_sets", json=again)
    assert refused.json()["error"]["code"] == 10803


async def test_a_set_of_another_business_is_refused(sandbox: MetaSandbox) -> None:
    set_id = await made(sandbox, "Tazas", "taza")
    other = {
        "app_id": "100002", "app_secret": "s", "verify_token": "v", "access_token": "token-2", "waba_id": "200002",
        "phone_number_id": "300002", "display_phone_number": "+34 910 000 002", "name": "Otra",
    }  # fmt: skip
    await sandbox.control("businesses", other)
    for method, path in (("GET", set_id), ("GET", f"{set_id}/products"), ("DELETE", set_id)):
        answer = await sandbox.graph(method, path, token="token-2")
        assert answer.json()["error"]["code"] == 200, (method, path)


async def test_a_set_is_edited_and_found_by_the_retailers_own_id(sandbox: MetaSandbox) -> None:
    await item(sandbox, "T1", "T2", "X3")
    rule = json.dumps({"retailer_id": {"is_any": ["X3", "T1"]}})
    wanted = {"name": "Navidad", "filter": rule, "retailer_id": "c-1", "metadata": {"description": "Regalos"}}
    set_id = (await sandbox.graph("POST", f"{CATALOG}/product_sets", json=wanted)).json()["id"]
    await made(sandbox, "Tazas", "taza")
    for retailer_id, ids in (("c-1", [set_id]), ("c-2", [])):
        query = {"retailer_id": retailer_id, "fields": "id"}
        rows = (await sandbox.graph("GET", f"{CATALOG}/product_sets", params=query)).json()["data"]
        assert [row["id"] for row in rows] == ids
    rule = json.dumps({"retailer_id": {"is_any": ["T2"]}})
    edited = await sandbox.graph("POST", set_id, json={"name": "Reyes", "filter": rule})
    assert edited.json() == {"success": True}
    shown = (await sandbox.graph("GET", set_id, params={"fields": "name,retailer_id,product_count"})).json()
    assert (shown["name"], shown["retailer_id"], shown["product_count"]) == ("Reyes", "c-1", 1)


async def test_a_filter_above_500_kib_is_refused(sandbox: MetaSandbox) -> None:
    rule = json.dumps({"retailer_id": {"is_any": ["x" * 100] * 5200}})
    wanted = {"name": "Todo", "filter": rule}
    refused = await sandbox.graph("POST", f"{CATALOG}/product_sets", json=wanted)
    assert refused.json()["error"]["code"] == 100
