"""What somebody eats by conviction or on a diet."""

from shop.bot.understanding.words.health.topics import HealthTopic, topic

DIETS: tuple[HealthTopic, ...] = (
    topic(
        "vegano, vegana, veganos, veganas, vegan, vegans, vegetariano, vegetariana, vegetarianos, vegetarian, vegetarians",
        "origen vegetal, plant based, origem vegetal, origen animal, origem animal",
    ),
    topic("halal"),
    topic("kosher"),
    topic("cerdo, pork, porco, jamon, ham, bacon, manteca, lard, presunto"),
    topic("gelatina, gelatin, gelatine, colageno, collagen"),
    topic("alcohol, alcool, vino, wine, ron, rum, licor, liqueur, brandy, vinho", "alcoholes"),
    topic(
        """
        azucar, azucares, sugar, sugars, sugar free, acucar, acucares, diabetico, diabetica, diabetic, diabetics,
        diabeticos, diabetes, indice glucemico, glycemic index, keto, cetogenica
        """,
    ),
    topic("glucosa, glucose, jarabe de glucosa, glucose syrup, xarope de glucose, dextrosa, dextrose"),
    topic("fructosa, fructose, frutose, jarabe de fructosa, fructose syrup"),
    topic("fodmap, fodmaps, sorbitol, fructanos, fructans"),
    topic(
        """
        caloria, calorias, calorie, calories, kcal, valor nutricional, informacion nutricional, nutritional, nutrition,
        informacao nutricional, proteina, proteinas, protein, proteins, carbohidratos, carbs, carb, low carb, hidratos
        """,
        "valor energetico, energy value, valor energetico",
    ),
)
