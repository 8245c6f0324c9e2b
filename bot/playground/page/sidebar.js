// The personas, and the chats of the one we are.

import { BOT_FACE, el, icon } from "./dom.js";
import { openInvitation } from "./header.js";
import { colourOf, initials } from "./message.js";
import { shortMoment } from "./moments.js";
import { chatsOf, nameOf, now, store, unreadOf } from "./store.js";
import { currentLanguage, inLanguage, languages, say } from "./words.js";

const side = document.getElementById("sidebar");

// actions: visit(personaKey, chatId), changeLanguage(code)
export function drawSidebar(actions) {
  if (!store.persona) return;
  const focused = document.activeElement?.closest?.("#sidebar [data-place]")?.dataset.place;
  const personas = el("nav.personas", { "aria-label": say("personas") }, store.personas.map((persona, index) => personaButton(persona, index, actions)));
  const chats = el("nav.chats", { "aria-label": say("chats") }, chatsOf(store.persona.key).map((chat) => chatButton(chat, actions)));
  side.replaceChildren(
    el("div.brand", {}, el("img", { src: BOT_FACE, alt: "", width: "30", height: "30" }), el("strong", {}, currentLanguage() === "ru" ? "Напарник" : "Naparnik"), languageSwitch(actions)),
    personas,
    el("h2.side-title", {}, `${say("chats")}: ${store.persona.first_name}`),
    chats,
    el("div.side-foot", {},
      el("button.button.wide", { type: "button", "data-place": "invitation", onclick: openInvitation }, icon("link"), say("openLink")),
      el("small", {}, say("hint"))));
  side.querySelector(`[data-place="${CSS.escape(focused ?? "")}"]`)?.focus({ preventScroll: true });
  personas.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

export function languageSwitch({ changeLanguage }) {
  return el("div.languages", { role: "group", "aria-label": say("language") }, languages.map((code) =>
    el("button", { type: "button", lang: code, "data-place": `language-${code}`, "aria-pressed": String(code === currentLanguage()), onclick: () => changeLanguage(code) }, code.toUpperCase())));
}

export const avatar = (id, name, symbol) =>
  el(`span.avatar.${colourOf(id)}`, { "aria-hidden": "true" }, symbol ? icon(symbol) : initials(name));

const badge = (count) => count > 0 && el("span.badge", { "aria-label": say("unread", { n: count }) }, count > 99 ? "99+" : String(count));

function personaButton(persona, index, { visit }) {
  const role = inLanguage(persona.role_title) || persona.role;
  const isChosen = persona === store.persona;
  return el("button.persona", {
    type: "button", "data-place": `persona-${persona.key}`, "aria-current": isChosen && "true", title: `${nameOf(persona)}, ${role} (Alt+${index + 1})`,
    "aria-keyshortcuts": `Alt+${index + 1}`, onclick: () => visit(persona.key),
  },
  avatar(index, nameOf(persona)),
  el("span.persona-words", {}, el("strong", {}, el("span", {}, persona.first_name), el("span.surname", {}, ` ${persona.last_name ?? ""}`)), el("small", {}, role)),
  badge(unreadOf(persona.key)));
}

function chatButton(chat, { visit }) {
  const isGroup = chat.type !== "private";
  const title = isGroup ? chat.title : store.bot.name;
  return el("button.chat", {
    type: "button", "data-place": `chat-${chat.chat_id}`, "aria-current": chat.chat_id === store.chatId && "true",
    onclick: () => visit(store.persona.key, chat.chat_id),
  },
  isGroup ? avatar(5, title, "group") : el("img.avatar", { src: BOT_FACE, alt: "" }),
  el("span.chat-words", {},
    el("span.chat-line", {}, el("strong", {}, title), chat.last?.date && el("time", {}, shortMoment(momentOfLast(chat.last.date), now()))),
    el("span.chat-line", {}, el("small", {}, chat.last?.text ?? say("empty")), badge(chat.unread))));
}

// The server writes a moment as seconds or as ISO.
const momentOfLast = (date) => new Date(typeof date === "number" ? date * 1000 : date);

