"""Gathering the messages from the code, bringing the catalogs up to date, and finding what is wrong with them."""

import io
from collections.abc import Iterator
from copy import deepcopy
from string import Formatter

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from shop.kit.translations import DOMAIN, FOLDER, languages
from tests.support.gettext_catalogs import path_of, read, texts
from tests.support.repository import ROOT

TEMPLATE = FOLDER / f"{DOMAIN}.pot"
SOURCE = "en"  # what the messages are written in: its catalog says the same unless somebody rewords it
# Which arguments of our functions are a message (the first is the locale), a plural, a context.
KEYWORDS = {"t": (2,), "tn": (2, 3), "tp": ((2, "c"), 3), "marked": None}
MAPPING = [
    ("shop/sandbox/**", "ignore"),
    ("shop/**.py", "python"),
    ("shop/**.jinja", "jinja2"),
    ("catalog_sync/**.py", "python"),
]
# A template that cannot be read is an error, not a file without messages.
OPTIONS = {"shop/**.jinja": {"silent": "false"}}
NOTES = ["Translators:"]


def extracted() -> Catalog:
    """Every message in the code, with the files it stands in."""
    catalog = Catalog(domain=DOMAIN, header_comment="# Written by `make texts`.")
    found = extract_from_dir(
        ROOT, MAPPING, OPTIONS, keywords=KEYWORDS, comment_tags=NOTES, strip_comment_tags=True
    )
    for path, _, message, comments, context in found:
        catalog.add(message, None, [(path, 0)], auto_comments=comments, context=context)
    return catalog


def update() -> None:
    """Write the template and every catalog anew. New messages are empty; those that resemble old ones are fuzzy."""
    template = extracted()
    TEMPLATE.write_bytes(written(template))
    for name in languages():
        catalog = read(name)
        catalog.update(deepcopy(template))  # catalogs share its messages else, and the first one's words
        if "PROJECT" in catalog.header_comment:  # Babel's own words over a catalog that is new
            catalog.header_comment = f"# {catalog.locale_identifier}: see shop/locale/README.md."
        catalog.obsolete.clear()
        if name == SOURCE:
            for message in catalog:
                if message.id and (message.fuzzy or not said(message)):
                    message.string = message.id
                    message.flags.discard("fuzzy")
        path_of(name).write_bytes(written(catalog))


def written(catalog: Catalog) -> bytes:
    """The file of a catalog. Its header says what gettext needs, and nothing that differs each time."""
    head = [*catalog.header_comment.splitlines(), 'msgid ""', 'msgstr ""']
    fields = {"Content-Type": "text/plain; charset=utf-8", "Content-Transfer-Encoding": "8bit"}
    if catalog.locale is not None:
        fields |= {"Language": str(catalog.locale), "Plural-Forms": catalog.plural_forms}
    head += [f'"{name}: {value}\\n"' for name, value in fields.items()]
    file = io.BytesIO()
    write_po(file, catalog, width=100, sort_by_file=True, include_lineno=False, omit_header=True)
    return "\n".join([*head, "", ""]).encode() + file.getvalue()


def faults() -> Iterator[str]:
    """What `make texts` would change, and what a translator has to do, as sentences."""
    template = extracted()
    if TEMPLATE.read_bytes() != written(template):
        yield f"{TEMPLATE.name}: the code says something else; run `make texts`."
    for name in languages():
        yield from (f"{name}: {fault}" for fault in faults_of(read(name), template))


def faults_of(catalog: Catalog, template: Catalog) -> Iterator[str]:
    """What a catalog lacks."""
    for message in template:
        if message.id and catalog.get(message.id, message.context) is None:
            yield f"{message.id!r} is missing; run `make texts`."
    for message in catalog:
        if message.id and template.get(message.id, message.context) is None:
            yield f"{message.id!r} is said nowhere; run `make texts`."
        elif message.id:
            yield from faults_in(message, catalog.num_plurals)
    yield from (f"{message.id!r} is obsolete." for message in catalog.obsolete.values())


def faults_in(message: Message, plurals: int) -> Iterator[str]:
    """What is wrong with one translation."""
    asked = {field for text in texts(message.id) for field in placeholders(text)}
    if message.fuzzy:
        yield f"{message.id!r} is fuzzy: look at it, and take the mark away."
    elif not said(message):
        yield f"{message.id!r} is not translated."
    elif message.pluralizable and len(texts(message.string)) != plurals:
        yield f"{message.id!r} needs {plurals} plural forms."
    elif wrong := [text for text in texts(message.string) if placeholders(text) != asked]:
        yield f"{message.id!r} has other placeholders in {wrong[0]!r}."


def said(message: Message) -> bool:
    """Is every form of it translated?"""
    return all(text and text.strip() for text in texts(message.string))


def placeholders(text: str) -> set[str]:
    """The names in braces; whatever else stands there (an attribute, a format) is a part of the name."""
    return {
        f"{name}{'!' + conversion if conversion else ''}{':' + form if form else ''}"
        for _, name, form, conversion in Formatter().parse(text)
        if name is not None
    }
