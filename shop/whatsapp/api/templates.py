"""Templates under Meta's review. (Meta: "templates"; 200 calls an hour, 5,000 with a registered number.)"""

from collections.abc import AsyncIterator, Mapping
from typing import Any

import msgspec

from shop.whatsapp.api.failures import AnswerLost
from shop.whatsapp.api.graph import Graph, node
from shop.whatsapp.untrusted_json import Object, identifier, text

FIELDS = "id,name,status,category,language,components,quality_score,rejected_reason,parameter_format"


class TemplateCreated(msgspec.Struct, frozen=True):
    """Meta's answer to a new template. `category` may differ: what reads like marketing becomes MARKETING."""

    id: str
    status: str
    category: str


class TemplateCalls(Graph):
    async def create_template(
        self, waba_id: str, definition: Mapping[str, Any], *, token: str
    ) -> TemplateCreated:
        """`definition`: name, language, category, components, parameter_format, as Meta documents them."""
        path = f"{node(waba_id)}/message_templates"
        answer = await self.call("POST", path, token=token, body=dict(definition))
        template_id = identifier(answer.get("id"))
        if template_id is None:
            raise AnswerLost("Meta took the template without naming it.")
        return TemplateCreated(template_id, text(answer, "status"), text(answer, "category"))

    def list_templates(
        self, waba_id: str, *, token: str, fields: str = FIELDS, **filters: str
    ) -> AsyncIterator[Object]:
        """Every template; filters: status, category, language, name, …"""
        params = {"fields": fields} | filters
        return self.pages(f"{node(waba_id)}/message_templates", token=token, params=params)

    async def edit_template(self, template_id: str, changes: Mapping[str, Any], *, token: str) -> None:
        """`components` are replaced as a whole. An approved template: once a day, ten times in 30 days."""
        await self.change("POST", node(template_id), token=token, body=dict(changes))

    async def delete_template(
        self, waba_id: str, name: str, *, token: str, template_id: str | None = None
    ) -> None:
        """All languages of `name`, or only `template_id`. An approved name is blocked for 30 days."""
        params = {"name": name} | ({"hsm_id": template_id} if template_id else {})
        await self.change("DELETE", f"{node(waba_id)}/message_templates", token=token, params=params)
