"""What got in without being meant to: of each thing a sentence of its own tells."""

from shop.bot.understanding.words.health.topics import topic

TRACES = topic(
    """
    trazas, traza, traces, trace, vestigios, tracos, contaminacion cruzada, cross contamination, cross contact,
    cross contaminated, contaminacao cruzada, puede contener, may contain, pode conter, misma linea, same line,
    mismas instalaciones, same facility, mesma linha, facility, obrador, factory, fabrica, instalaciones, instalacoes
    """,
    "pueden contener, podem conter, no contiene trazas",
)
