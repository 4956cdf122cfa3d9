"""What a shopper's words ask for. Whole words, three languages, no guessing beyond them. Pure.

What we say is translated in `shop/locale`; what we understand stands here, language by language: a new catalog makes
the bot speak a language, these tables make it understand one.
"""

import re
import unicodedata
from enum import StrEnum


class Intent(StrEnum):
    GREETING = "greeting"
    CATALOG = "catalog"
    ORDER_STATUS = "order_status"
    CANCEL = "cancel"
    PERSON = "person"
    OPT_IN = "opt_in"
    OPT_OUT = "opt_out"
    HOURS = "hours"
    THANKS = "thanks"
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


# A stop counts only as a whole message: "stop, the van is late" is none.
_OPT_OUT = frozenset(
    {
        *("baja", "darme de baja", "dar de baja", "cancelar suscripcion", "no mas mensajes", "parar"),
        *("stop", "unsubscribe", "opt out", "optout", "end", "quit"),
        *("sair", "descadastrar", "remover", "cancelar inscricao", "pare"),
    }
)
_OPT_IN = frozenset(
    {"alta", "start", "suscribirme", "subscribe", "inscrever", "quero receber", "alta promociones"}
)

_WORDS: tuple[tuple[Intent, str], ...] = (
    (
        Intent.PERSON,
        r"persona|humano|agente|asesor|operador|alguien|person|human|agent|someone|representative|"
        r"pessoa|atendente|alguem|reclamacion|reclamo|complaint|queja|reclamacao",
    ),
    (Intent.CANCEL, r"cancelar|cancela|cancel|anular|anula|desistir"),
    (Intent.CATALOG, r"hacer un pedido|place an order|to order|fazer um pedido|fazer uma encomenda"),
    (
        Intent.ORDER_STATUS,
        r"pedido|donde esta|seguimiento|order|where is|tracking|encomenda|onde esta|rastreio",
    ),
    (
        Intent.HOURS,
        r"horario|horarios|abren|abierto|abiertos|hours|you open|open now|open today|opening|aberto|abrem",
    ),
    (
        Intent.CATALOG,
        r"catalogo|productos|tienda|comprar|precios|precio|ver|catalog|catalogue|products|shop|buy|prices|"
        r"produtos|loja|precos|preco",
    ),
    (Intent.THANKS, r"gracias|muchas gracias|thanks|thank you|thx|obrigado|obrigada|valeu"),
    (
        Intent.GREETING,
        r"hola|buenas|buenos dias|buenas tardes|buenas noches|hey|hello|hi|good morning|good afternoon|"
        r"good evening|ola|oi|bom dia|boa tarde|boa noite|menu|inicio|start over",
    ),
    (Intent.YES, r"si|sip|claro|vale|ok|okay|yes|yeah|sure|sim|adelante|dale"),
    (Intent.NO, r"no|nope|nao|mejor no|not now"),
)
_PATTERNS = tuple((intent, re.compile(rf"\b(?:{words})\b")) for intent, words in _WORDS)
_WHOLE_ONLY = frozenset({Intent.YES, Intent.NO})
# Words that turn "cancel" into a question or its opposite; an order is not closed on a guess.
_UNSURE = re.compile(
    r"\b(?:no|not|don t|dont|nao|si|if|se|puedo|can i|could i|posso|como|how|when|cuando|quando)\b"
)

_TELLTALE = {
    "es": r"hola|buenas|buenos|gracias|quiero|quisiera|tienen|cuanto|donde|pedido|por favor|horario|baja|alta",
    "en": r"hello|hi|hey|thanks|please|want|would|have|how much|where|order|good",
    "pt": r"ola|oi|obrigad[oa]|quero|gostaria|voces|quanto|onde|meu|encomenda|bom dia|boa|nao|sim|preco",
}
_LANGUAGES = {language: re.compile(rf"\b(?:{words})\b") for language, words in _TELLTALE.items()}


def intent_of(text: str) -> Intent:
    """The first thing the words ask for, people before machines."""
    words = normalized_words(text)
    if words in _OPT_OUT:
        return Intent.OPT_OUT
    if words in _OPT_IN:
        return Intent.OPT_IN
    for intent, pattern in _PATTERNS:
        if intent is Intent.CANCEL and _UNSURE.search(words):
            continue
        if pattern.fullmatch(words) if intent in _WHOLE_ONLY else pattern.search(words):
            return intent
    return Intent.UNKNOWN


def language_spoken(text: str) -> str | None:
    """The language the words betray, None where they betray none or several equally."""
    words = normalized_words(text)
    votes = sorted(((len(p.findall(words)), language) for language, p in _LANGUAGES.items()), reverse=True)
    return votes[0][1] if votes[0][0] > votes[1][0] else None


def normalized_words(text: str) -> str:
    """Lower case, no accents, no punctuation, single spaces."""
    letters = unicodedata.normalize("NFKD", text.lower())
    kept = "".join(c if c.isalnum() or c.isspace() else " " for c in letters if not unicodedata.combining(c))
    return " ".join(kept.split())
