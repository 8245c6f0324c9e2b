// Inline keyboards under messages, and the reply keyboard under the text field.

import * as api from "./api.js";
import { el, icon, moveFocus } from "./dom.js";
import { alertText, attempt, toast } from "./layers.js";
import { followLink } from "./links.js";
import { store } from "./store.js";
import { say } from "./words.js";

export function inlineKeyboard(message) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  const keyboard = el("div.inline-keyboard", { role: "group" }, rows.map((row) =>
    el("div.key-row", {}, row.map((button) => inlineButton(message, button)))));
  keyboard.addEventListener("keydown", (event) => moveFocus(event, keyboard, ".key") && event.stopPropagation());
  return keyboard;
}

function inlineButton(message, button) {
  const mark = markOf(button);
  const node = el("button.key", { type: "button" }, el("span", {}, button.text), mark && icon(mark));
  if (button.style) node.classList.add(`key-${button.style}`);
  node.addEventListener("click", () => inlinePressed(message, button, node));
  return node;
}

function markOf(button) {
  if (button.url) return "open";
  if (button.copy_text) return "copy";
  return null;
}

async function inlinePressed(message, button, node) {
  if (button.url) return followLink(button.url);
  if (button.copy_text) return copy(button.copy_text.text);
  if (button.callback_data === undefined) return toast(say("notHere"));
  if (node.getAttribute("aria-busy") === "true") return undefined;
  node.setAttribute("aria-busy", "true");
  const answer = await attempt(() => api.tap(store.persona.key, store.chatId, message.message_id, button.callback_data));
  node.removeAttribute("aria-busy");
  if (!answer) return undefined;
  if (answer.answered === false) toast(say("noAnswer"), "error");
  if (answer.text) await (answer.show_alert ? alertText(answer.text) : toast(answer.text));
  return answer.url ? followLink(answer.url) : undefined;
}

export async function copy(text) {
  if (navigator.clipboard) await navigator.clipboard.writeText(text).catch(() => copyByHand(text));
  else copyByHand(text);
  toast(say("copied"));
}

// Outside a secure context there is no clipboard to write to.
function copyByHand(text) {
  const area = el("textarea.visually-hidden", { value: text });
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

// The message whose reply keyboard (or forced reply) holds now, or null.
export function standingMarkup(messages) {
  for (const message of [...messages].reverse()) {
    const markup = message.reply_markup;
    if (markup?.remove_keyboard) return null;
    if (markup?.keyboard || markup?.force_reply) return message;
  }
  return null;
}

export function replyKeyboard(message, pressed) {
  const markup = message.reply_markup;
  const keyboard = el(`div.reply-keyboard${markup.resize_keyboard ? ".resized" : ""}`, { role: "group", "aria-label": say("replyKeyboard") },
    markup.keyboard.map((row) => el("div.key-row", {}, row.map((entry) => {
      const button = typeof entry === "string" ? { text: entry } : entry;
      return el("button.key", { type: "button", onclick: () => pressed(message, button) },
        button.request_contact && icon("contact"), button.request_location && icon("pin"), el("span", {}, button.text));
    }))));
  keyboard.addEventListener("keydown", (event) => moveFocus(event, keyboard, ".key"));
  return keyboard;
}
