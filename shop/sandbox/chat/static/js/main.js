// Builds the page and lets it live.
import { buildConversation } from "./chat/conversation.js";
import { listen } from "./lib/live.js";
import { markRead } from "./lib/load.js";
import { buildPanel } from "./panel/panel.js";
import { buildPeople } from "./chat/people.js";
import { guard } from "./lib/toast.js";
import { recall, state } from "./lib/state.js";
import { language } from "./lib/words.js";

document.documentElement.lang = language;
state.shopperId = recall("shopper");
if (state.shopperId && innerWidth >= 720) document.body.dataset.pane = "chat";
buildPeople(document.getElementById("people"));
buildConversation(document.getElementById("conversation"));
buildPanel(document.getElementById("panel"));
listen();

document.addEventListener("visibilitychange", () => guard(markRead));
