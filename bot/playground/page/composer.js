// The foot of the conversation: text field, suggestions, attachments, the reply keyboard.

import { loadCommands, postFound, pressKey, saveEdit, sendText } from "./conversation.js";
import { el, icon, iconButton } from "./dom.js";
import { lastOwnText, toNewest } from "./history.js";
import { closeFound, drawFound, foundKey, seek } from "./inline.js";
import { replyKeyboard, standingMarkup } from "./keyboards.js";
import { openMenu } from "./layers.js";
import { startBot } from "./links.js";
import { senderName, summary, textOf } from "./message.js";
import { askLocation, mayShareContact, offerContact, offerFiles, offerLocation, pickFiles, recordVoice } from "./sharing.js";
import { isGroupOpen, store } from "./store.js";
import { say } from "./words.js";

const foot = document.getElementById("composer");
const LONGEST_TEXT = 4096;
const TALLEST_PX = 168;

const drafts = new Map();
let parts = null;
let suggestions = [];
let chosen = 0;
let isFolded = false; // the reply keyboard is put away
let heldBy = null; // the message whose keyboard is shown
let offered = null; // the question whose forced reply was begun already

const draftKey = () => `${store.persona?.key}/${store.chatId}`;

export function focusField() {
  parts?.field.focus();
}

// Draws everything anew: after a visit to another chat, and after a change of language.
export function drawComposer() {
  const field = el("textarea.field-text", {
    rows: "1", "aria-label": say("message"), placeholder: say("message"), role: "combobox", "aria-autocomplete": "list",
    "aria-expanded": "false", "aria-controls": "suggestions", dir: "auto", enterkeyhint: "send",
    oninput: typed, onkeydown: keyPressed, onpaste: pasted, value: drafts.get(draftKey()) ?? "",
  });
  parts = {
    field,
    bar: el("div.answer-bar", { hidden: true }),
    suggestions: el("ul.suggestions", { id: "suggestions", role: "listbox", "aria-label": say("commands"), hidden: true }),
    commands: iconButton("slash", say("commands"), (event) => offerCommands(event.currentTarget), { "aria-haspopup": "menu" }),
    attach: iconButton("attach", say("attach"), (event) => offerAttachments(event.currentTarget), { "aria-haspopup": "menu" }),
    keys: iconButton("keyboard", say("hideKeyboard"), foldKeyboard),
    send: iconButton("send", say("sendButton"), submit),
    counter: el("span.counter", { hidden: true, role: "status" }),
    start: el("button.button.primary.start", { type: "button", onclick: () => startBot(""), hidden: true }, say("start")),
    keyboard: el("div"),
  };
  parts.send.classList.add("send");
  const found = drawFound(field, { setText, choose: chooseFound });
  foot.replaceChildren(parts.suggestions, found, parts.bar,
    el("div.field-row", {}, parts.attach, parts.commands, field, parts.counter, parts.keys, parts.send), parts.start, parts.keyboard);
  heldBy = undefined;
  isFolded = false;
  refreshCommands();
  refreshComposer();
  resize();
}

export function refreshCommands() {
  if (!parts) return;
  parts.commands.hidden = store.commands.length === 0;
  suggest();
}

// After a change of the messages: whether to begin, and which keyboard holds.
export function refreshComposer() {
  if (!parts) return;
  const canStart = !store.isLoading && !isGroupOpen() && !store.messages.length && !store.pending.length;
  foot.classList.toggle("starting", canStart);
  parts.start.hidden = !canStart;
  const holder = standingMarkup(store.messages);
  const markup = holder?.reply_markup;
  if (holder?.message_id !== heldBy) {
    heldBy = holder?.message_id;
    isFolded = false;
  }
  const question = `${store.chatId}/${holder?.message_id}`;
  if (markup?.force_reply && offered !== question) {
    offered = question;
    if (!isGroupOpen() || markup.selective === undefined || holder.reply_to_message?.from?.id === store.persona.user_id) {
      store.replyTo = holder;
      refreshBar();
      focusField();
    }
  }
  parts.field.placeholder = markup?.input_field_placeholder ?? say("message");
  const hasKeys = Boolean(markup?.keyboard);
  parts.keys.hidden = !hasKeys;
  parts.keys.setAttribute("aria-expanded", String(hasKeys && !isFolded));
  parts.keys.setAttribute("aria-label", say(isFolded ? "showKeyboard" : "hideKeyboard"));
  const signature = hasKeys && !isFolded ? JSON.stringify([holder.message_id, markup]) : "";
  if (parts.keyboard.dataset.signature === signature) return;
  const keyboard = signature
    ? replyKeyboard(holder, keyTapped)
    : el("div");
  keyboard.dataset.signature = signature;
  parts.keyboard.replaceWith(keyboard);
  parts.keyboard = keyboard;
}

async function keyTapped(message, key) {
  let shared = {};
  if (key.request_contact && !(await mayShareContact())) return;
  if (key.request_location) {
    const location = await askLocation();
    if (!location) return;
    shared = { location };
  }
  if (message.reply_markup.one_time_keyboard) foldKeyboard();
  toNewest();
  pressKey(message, key.text, shared);
}

function foldKeyboard() {
  isFolded = !isFolded;
  refreshComposer();
}

// The line above the field that says what is being answered or edited.
export function refreshBar() {
  if (!parts) return;
  const target = store.editing ?? store.replyTo;
  parts.bar.hidden = !target;
  if (!target) return;
  const title = store.editing ? say("editing") : say("replyingTo", { name: senderName(target) });
  parts.bar.replaceChildren(icon(store.editing ? "edit" : "reply"),
    el("div.answer-words", {}, el("strong", {}, title), el("span", {}, summary(target))), iconButton("close", say("cancel"), leaveBar));
}

export function replyTo(message) {
  store.editing = null;
  store.replyTo = message;
  refreshBar();
  focusField();
}

export function startEditing(message) {
  store.replyTo = null;
  store.editing = message;
  setText(textOf(message));
  refreshBar();
  focusField();
}

function leaveBar() {
  if (store.editing) setText("");
  store.editing = null;
  store.replyTo = null;
  refreshBar();
  focusField();
}

export function setText(text) {
  parts.field.value = text;
  parts.field.setSelectionRange(text.length, text.length);
  typed();
}

function typed() {
  const { value } = parts.field;
  if (!store.editing) drafts.set(draftKey(), value);
  const { length } = value;
  parts.counter.hidden = length < LONGEST_TEXT - 200;
  parts.counter.textContent = String(LONGEST_TEXT - length);
  parts.counter.classList.toggle("over", length > LONGEST_TEXT);
  resize();
  suggest();
  seek();
}

function chooseFound(...result) {
  toNewest();
  postFound(...result);
}

function resize() {
  parts.field.style.setProperty("height", "auto");
  parts.field.style.setProperty("height", `${Math.min(parts.field.scrollHeight, TALLEST_PX)}px`);
  parts.send.classList.toggle("ready", parts.field.value.trim() !== "");
}

async function submit() {
  const text = parts.field.value.trim();
  focusField();
  if (!text) return;
  const { editing } = store;
  const key = draftKey();
  setText("");
  closeFound();
  toNewest();
  if (editing) {
    store.editing = null;
    refreshBar();
    if (text === textOf(editing)) return;
    if (!(await saveEdit(editing, text)) && key === draftKey()) startEditing({ ...editing, text });
    return;
  }
  // What was refused comes back into the field, unless something new stands there.
  if (!(await sendText(text)) && key === draftKey() && !parts.field.value) setText(text);
}

function keyPressed(event) {
  if (event.isComposing) return;
  if (suggestions.length && suggestionKey(event)) {
    event.preventDefault();
    return;
  }
  if (foundKey(event)) {
    event.preventDefault();
    return;
  }
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    submit();
  } else if (event.key === "Escape" && !parts.bar.hidden) {
    event.stopPropagation();
    leaveBar();
  } else if (event.key === "ArrowUp" && parts.field.value === "" && lastOwnText()) {
    event.preventDefault();
    startEditing(lastOwnText());
  }
}

function pasted(event) {
  const files = [...event.clipboardData.files];
  if (!files.length) return;
  event.preventDefault();
  offerFiles(files);
}

function suggest() {
  const typedCommand = /^\/(\w*)$/.exec(parts.field.value);
  suggestions = typedCommand && !store.editing ? store.commands.filter(({ command }) => command.startsWith(typedCommand[1].toLowerCase())) : [];
  chosen = Math.min(chosen, Math.max(0, suggestions.length - 1));
  parts.suggestions.hidden = !suggestions.length;
  parts.field.setAttribute("aria-expanded", String(suggestions.length > 0));
  parts.suggestions.replaceChildren(...suggestions.map(({ command, description }, index) =>
    el("li", { id: `suggestion-${index}`, role: "option", "aria-selected": String(index === chosen), onpointerdown: (event) => { event.preventDefault(); sendCommand(command); } },
      el("b", {}, `/${command}`), el("span", {}, description))));
  if (suggestions.length) parts.field.setAttribute("aria-activedescendant", `suggestion-${chosen}`);
  else parts.field.removeAttribute("aria-activedescendant");
}

function suggestionKey(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    chosen = (chosen + step + suggestions.length) % suggestions.length;
    suggest();
    parts.suggestions.children[chosen].scrollIntoView({ block: "nearest" });
    return true;
  }
  if (event.key === "Enter" && !event.shiftKey) {
    sendCommand(suggestions[chosen].command);
    return true;
  }
  if (event.key === "Tab" && !event.shiftKey) {
    setText(`/${suggestions[chosen].command} `);
    return true;
  }
  if (event.key === "Escape") {
    event.stopPropagation();
    suggestions = [];
    parts.suggestions.hidden = true;
    return true;
  }
  return false;
}

function sendCommand(command) {
  chosen = 0;
  setText("");
  toNewest();
  sendText(`/${command}`);
}

async function offerCommands(button) {
  await loadCommands();
  openMenu(button, store.commands.map(({ command, description }) => (
    { label: description, detail: `/${command}`, action: () => sendCommand(command) })), say("commands"));
}

function offerAttachments(button) {
  openMenu(button, [
    { icon: "photo", label: say("photo"), action: () => pickFiles("image/*", false) },
    { icon: "file", label: say("file"), action: () => pickFiles("", true) },
    { icon: "contact", label: say("contact"), action: offerContact },
    { icon: "pin", label: say("location"), action: offerLocation },
    { icon: "voice", label: say("voice"), action: () => recordVoice(foot) },
  ], say("attach"));
}
