"""Why Meta did not take an item, as a merchant understands it, and what to do about it."""

from shop.kit.speech import Speech

SPEECH = Speech(
    {
        "no_image": {
            "es": "Falta una imagen. Meta solo muestra productos con al menos una: añade una de 500 × 500 píxeles o más.",
            "en": "There is no picture. Meta only shows products with at least one: add one of 500 × 500 pixels or more.",
            "pt": "Falta uma imagem. A Meta só mostra produtos com pelo menos uma: adicione uma de 500 × 500 pixels ou mais.",
        },
        "image_small": {
            "es": "La imagen es demasiado pequeña o no tiene el formato correcto. Usa un JPG o PNG de 500 × 500 píxeles o más.",
            "en": "The picture is too small or of a wrong format. Use a JPG or PNG of 500 × 500 pixels or more.",
            "pt": "A imagem é pequena demais ou tem um formato errado. Use um JPG ou PNG de 500 × 500 pixels ou mais.",
        },
        "image_unreachable": {
            "es": "Meta no pudo descargar la imagen. Comprueba que su dirección se abre sin iniciar sesión, desde cualquier lugar.",
            "en": "Meta could not fetch the picture. Check that its address opens from anywhere, without signing in.",
            "pt": "A Meta não conseguiu baixar a imagem. Verifique se o endereço abre de qualquer lugar, sem login.",
        },
        "price": {
            "es": "Meta no acepta el precio o la moneda. Comprueba que el precio es mayor que cero y la moneda la del catálogo.",
            "en": "Meta does not take the price or its currency. Check that the price is above zero and in the catalog's currency.",
            "pt": "A Meta não aceita o preço ou a moeda. Verifique se o preço é maior que zero e na moeda do catálogo.",
        },
        "title": {
            "es": "Meta no acepta el título. Debe decir qué es el producto, sin todo en mayúsculas y sin ser demasiado largo.",
            "en": "Meta does not take the title. It should say what the product is, not all in capitals and not too long.",
            "pt": "A Meta não aceita o título. Deve dizer o que é o produto, sem estar todo em maiúsculas nem longo demais.",
        },
        "description": {
            "es": "Meta no acepta la descripción. Debe describir el producto, sin enlaces ni todo en mayúsculas.",
            "en": "Meta does not take the description. It should describe the product, without links and not all in capitals.",
            "pt": "A Meta não aceita a descrição. Deve descrever o produto, sem links e não toda em maiúsculas.",
        },
        "link": {
            "es": "Meta no acepta el enlace del producto. Comprueba que se abre en un navegador.",
            "en": "Meta does not take the product's link. Check that it opens in a browser.",
            "pt": "A Meta não aceita o link do produto. Verifique se ele abre num navegador.",
        },
        "missing": {
            "es": "Falta un dato que Meta exige: {meta}",
            "en": "Something that Meta requires is missing: {meta}",
            "pt": "Falta um dado que a Meta exige: {meta}",
        },
        "policy": {
            "es": "Meta considera que el producto no cumple su política de comercio. Puedes pedir otra revisión en el Administrador de ventas.",
            "en": "Meta finds that the product breaks its commerce policy. You can ask for another review in Commerce Manager.",
            "pt": "A Meta considera que o produto viola a política de comércio. Você pode pedir outra revisão no Gerenciador de Comércio.",
        },
        "review": {
            "es": "La revisión de WhatsApp lo ha rechazado: {meta}",
            "en": "The review for WhatsApp refused it: {meta}",
            "pt": "A revisão do WhatsApp recusou o produto: {meta}",
        },
        "passing": {
            "es": "Meta tuvo un fallo pasajero con este producto. Lo enviamos de nuevo automáticamente.",
            "en": "Meta had a passing problem with this product. We send it again by ourselves.",
            "pt": "A Meta teve uma falha passageira com este produto. Nós o enviamos de novo automaticamente.",
        },
        "unexplained": {
            "es": "Meta no aceptó el producto y no dijo por qué.",
            "en": "Meta did not take the product and did not say why.",
            "pt": "A Meta não aceitou o produto e não disse por quê.",
        },
        "other": {
            "es": "Meta no aceptó el producto: {meta}",
            "en": "Meta did not take the product: {meta}",
            "pt": "A Meta não aceitou o produto: {meta}",
        },
    }
)
