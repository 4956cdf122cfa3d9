"""A long JSON array taken apart without being read."""

from functools import cache

import msgspec

from shop.api.http.json_bodies import InvalidField


def split_array(array: bytes, *, path: str, most: int) -> list[msgspec.Raw]:
    """The elements of an array whose syntax was checked. Raises InvalidField for another value, none, and more than `most`.

    It takes a second for a gigabyte, however many there are: what is too many is passed over.
    """
    try:
        found = _decoder(most + 1).decode(array)
    except msgspec.ValidationError as error:
        raise InvalidField("Expected `array`", path) from error
    elements = [each for each in msgspec.structs.astuple(found) if each is not msgspec.UNSET]
    if len(elements) > most:
        raise InvalidField(f"Expected `array` of length <= {most}", path)
    if not elements:
        raise InvalidField("Expected `array` of length >= 1", path)
    return elements


@cache
def _decoder(most: int) -> msgspec.json.Decoder[msgspec.Struct]:
    """Reads an array as a Struct of so many fields: unlike a list of them, it makes nothing of what comes behind."""
    none = msgspec.field(default=msgspec.UNSET)
    fields = [(f"element_{nth}", msgspec.Raw | msgspec.UnsetType, none) for nth in range(most)]
    return msgspec.json.Decoder(msgspec.defstruct("Elements", fields, array_like=True))
