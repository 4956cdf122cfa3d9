"""A call of one of our templates against its definition: wrong parameters are found before Meta refuses them (132000)."""

from shop.kit.errors import ShopError
from shop.templates.definitions import DEFINITIONS
from shop.whatsapp.outgoing import TemplateMessage

_BY_NAME = {definition.name: definition for definition in DEFINITIONS}


class WrongParameters(ShopError):
    """The values do not fit the template's variables."""

    status_code = 500


def check_filling(template: TemplateMessage) -> None:
    """Raise WrongParameters unless every variable and button of ours has its value. Others' templates pass."""
    definition = _BY_NAME.get(template.name)
    if definition is None:
        return
    wanted, buttons = len(definition.variables), bool(definition.link) + bool(definition.stop)
    if len(template.body) != wanted or len(template.buttons) != buttons:
        raise WrongParameters(
            f"{template.name} wants {wanted} values and {buttons} buttons, "
            f"not {len(template.body)} and {len(template.buttons)}."
        )
    if (template.header is not None) is not definition.document_header:
        raise WrongParameters(f"{template.name}: the header does not fit its definition.")
