// Builds the page and lets it live.
import { buildConversation } from "./conversation.js";
import { listen } from "./live.js";
import { markRead } from "./load.js";
import { buildPanel } from "./panel.js";
import { buildPeople } from "./people.js";
import { guard } from "./toast.js";
import { recall, state } from "./state.js";
import { language } from "./words.js";

document.documentElement.lang = language;
state.shopperId = recall("shopper");
if (state.shopperId && innerWidth >= 720) document.body.dataset.pane = "chat";
buildPeople(document.getElementById("people"));
buildConversation(document.getElementById("conversation"));
buildPanel(document.getElementById("panel"));
listen();

document.addEventListener("visibilitychange", () => guard(markRead));
