"""What the story's shopper presses, and what she must read, in the three languages."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """The page's labels first, then what the shop says, then the checkout's words."""

    locale: str
    new_shopper: str
    name: str
    create: str
    view_catalog: str
    catalog: str
    search: str
    add: str
    one_more: str
    cart: str
    send_cart: str
    back_to_chat: str
    shop_side: str
    back: str

    hello: str
    greeted: str
    order: str
    pay: str
    total: str
    confirmed: str
    invoice: str
    yes_to_reminders: str
    reminders_on: str
    short: str
    go_on: str
    reminder: str
    finish: str
    stop_button: str
    stop: str
    stopped: str

    pay_to: str
    paid: str


SPANISH = Words(
    locale="es-ES",
    new_shopper="Cliente nuevo",
    name="Nombre",
    create="Crear",
    view_catalog="Ver catálogo",
    catalog="Catálogo",
    search="Buscar",
    add="Añadir al carrito",
    one_more="Uno más",
    cart="Carrito, artículos: {n}",
    send_cart="Enviar a la tienda",
    back_to_chat="Volver al chat",
    shop_side="El lado de la tienda",
    back="Volver",
    hello="Hola",
    greeted="Mira el catálogo, llena el carrito y envíalo",
    order=r"Pedido (\d+)",
    pay="Pagar {amount}",
    total="Total: {amount}",
    confirmed="Pago recibido, gracias. Preparamos tu pedido {number}",
    invoice="Factura",
    yes_to_reminders="Sí, avisadme",
    reminders_on="Apuntado",
    short="Vela de sal: pediste 3, quedan 2",
    go_on="Sí, seguir",
    reminder="todavía tienes pendiente tu pedido {number}",
    finish="Terminar el pedido",
    stop_button="No más avisos",
    stop="BAJA",
    stopped="no recibirás más mensajes promocionales",
    pay_to="Pagar a La Tienda del Faro",
    paid="Pedido pagado",
)

ENGLISH = Words(
    locale="en-GB",
    new_shopper="New shopper",
    name="Name",
    create="Create",
    view_catalog="View catalog",
    catalog="Catalog",
    search="Search",
    add="Add to cart",
    one_more="One more",
    cart="Cart, items: {n}",
    send_cart="Send to the shop",
    back_to_chat="Back to the chat",
    shop_side="The shop's side",
    back="Back",
    hello="Hello",
    greeted="Look at the catalog, fill your cart and send it",
    order=r"Order (\d+)",
    pay="Pay {amount}",
    total="Total: {amount}",
    confirmed="Payment received, thank you. We are preparing your order {number}",
    invoice="Invoice",
    yes_to_reminders="Yes, please",
    reminders_on="Done: I will remind you",
    short="Salt candle: you asked for 3, 2 left",
    go_on="Yes, go on",
    reminder="your order {number} is still waiting",
    finish="Finish the order",
    stop_button="No more reminders",
    stop="STOP",
    stopped="you will get no more promotional messages",
    pay_to="Pay La Tienda del Faro",
    paid="Order paid",
)

PORTUGUESE = Words(
    locale="pt-BR",
    new_shopper="Novo cliente",
    name="Nome",
    create="Criar",
    view_catalog="Ver catálogo",
    catalog="Catálogo",
    search="Buscar",
    add="Adicionar ao carrinho",
    one_more="Um a mais",
    cart="Carrinho, itens: {n}",
    send_cart="Enviar à loja",
    back_to_chat="Voltar à conversa",
    shop_side="O lado da loja",
    back="Voltar",
    hello="Olá",
    greeted="Veja o catálogo, encha o carrinho e envie",
    order=r"Pedido (\d+)",
    pay="Pagar {amount}",
    total="Total: {amount}",
    confirmed="Pagamento recebido, obrigado. Estamos preparando o seu pedido {number}",
    invoice="Fatura",
    yes_to_reminders="Sim, avisem",
    reminders_on="Feito: vou lembrar você",
    short="Vela de sal: você pediu 3, restam 2",
    go_on="Sim, continuar",
    reminder="o seu pedido {number} ainda está esperando",
    finish="Finalizar o pedido",
    stop_button="Sem mais avisos",
    stop="SAIR",
    stopped="você não receberá mais mensagens promocionais",
    pay_to="Pagar a La Tienda del Faro",
    paid="Pedido pago",
)

WORDS = {"es": SPANISH, "en": ENGLISH, "pt": PORTUGUESE}
