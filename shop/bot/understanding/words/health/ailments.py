"""What somebody suffers from, and what may hurt: a description tells of it only by the very word."""

from shop.bot.understanding.words.health.topics import HealthTopic, topic

AILMENTS: tuple[HealthTopic, ...] = (
    topic("asma, asmatico, asmatica, asmaticos, asthma, asthmatic"),
    topic("rinitis, rinite, sinusitis, sinusite, polen, pollen, fiebre del heno, hay fever"),
    topic(
        "ulcera, ulceras, ulcer, ulcers, gastritis, gastrite, reflujo, reflux, refluxo, colon irritable, ibs"
    ),
    topic("tiroides, thyroid, tireoide, tiroide, hipotiroidismo, hashimoto"),
    topic("kidney, kidneys, rinon, rinones, rins, renal, higado, liver, figado, hepatitis, calculos"),
    topic("epileptico, epileptica, epilepticos, epilepsia, epilepsy, epileptic, marcapasos, pacemaker"),
    topic("quimio, quimioterapia, chemo, chemotherapy, cancer, oncologico, inmunodeprimido, transplantado"),
    topic("favismo, favism, g6pd, fenilcetonuria, phenylketonuria, fenilalanina, pku, histamina, histamine"),
    topic(
        "warfarin, warfarina, heparina, antibiotico, antibioticos, antibiotics, litio, lithium, antidepresivo"
    ),
    topic("migrana, migranas, migraine, migraines, enxaqueca, gota, gout, anemia, artritis, arthritis"),
    topic("intolerancia al sorbitol, sibo, crohn, diverticulos, diverticulitis, colitis"),
    topic(
        """
        piel delicada, piel reactiva, piel fina, delicate skin, pele delicada, ojos sensibles, sensitive eyes, safe for
        eyes, para los ojos, in the eyes, irritara, irritaran, irritar, irritarme
        """,
        "piel sensible, sensitive skin, pele sensivel, contacto con los ojos, avoid contact with eyes",
    ),
    topic(
        "retinol, acido salicilico, salicylic, hidroquinona, corticoides, cortisona, cortisone, formol, amoniaco"
    ),
    topic(
        "cromo, chrome, chromium, cobalto, cobalt, aluminio, aluminium, aluminum, laton, arsenico, amianto, asbestos"
    ),
    topic("lecitina, lecithin"),
    topic(
        "pasteurizado, pasteurizada, pasteurizados, pasteurised, pasteurized, unpasteurised, unpasteurized",
        "leche cruda, raw milk, leite cru, crudo, cruda, raw",
    ),
    topic(
        """
        contraindicacion, contraindicaciones, contraindications, contraindicado, contraindicacoes, efectos secundarios, side
        effects, side effect, efeitos secundarios, efeitos colaterais, interacciones, interactions
        """
    ),
    topic(
        "bordes afilados, sharp edges, afilado, afilada, afilados, corta mucho, bordas afiadas, cortante, punzante"
    ),
    topic("imanes, iman, magnets, magnet, magnetico, magnetic, ima, imas"),
    topic(
        "trague, traguen, trago, tragan, tragarse, swallows, swallowed, engula, engolir, atragante, atragantan"
    ),
    topic("inflamable, flammable, inflamavel, radiacion, radiation, electrocutar, quema la piel"),
)
# An illness by its ending.
ILLNESS_ENDS = ("itis",)
