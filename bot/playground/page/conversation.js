// The open chat: loading it, paging upwards, sending into it, and keeping up with its events.

import * as api from "./api.js";
import { attempt, toast } from "./layers.js";
import { chatsOf, isOwn, openChat, store, tell } from "./store.js";
import { say } from "./words.js";

const PAGE = 50;
const ACTION_MS = 5500; // a chat action holds about five seconds
let visit = 0; // answers that belong to an earlier visit are dropped
let read = { upTo: 0 }; // how far the open chat was read in this visit
let pendingId = 0;
let actionTimer = 0;

export async function visitChat(personaKey, chatId) {
  visit += 1;
  const mine = visit;
  const persona = store.personas.find((one) => one.key === personaKey) ?? store.personas[0];
  const known = chatsOf(persona.key);
  const chat = known.find((one) => one.chat_id === chatId) ?? known[0];
  Object.assign(store, {
    persona, chatId: chat.chat_id, messages: [], pending: [], hasOlder: false, isLoading: true,
    firstUnreadId: null, action: null, replyTo: null, editing: null, commands: [],
  });
  read = { persona: persona.key, chatId: chat.chat_id, upTo: 0, isTelling: false };
  history.replaceState(null, "", `#${persona.key}/${chat.chat_id}`);
  tell("visit");
  loadCommands();
  await attempt(async () => {
    await refreshChats(persona.key);
    const messages = await api.getMessages(persona.key, chat.chat_id, null, PAGE);
    if (mine !== visit) return;
    const unread = openChat()?.unread ?? 0;
    const incoming = messages.filter((message) => !isOwn(message));
    // What events brought while the page was on its way is newer than the page.
    const newest = messages.at(-1)?.message_id ?? 0;
    store.messages = [...messages, ...store.messages.filter((message) => message.message_id > newest)];
    store.hasOlder = messages.length >= PAGE;
    store.firstUnreadId = unread > 0 ? incoming.at(-Math.min(unread, incoming.length))?.message_id ?? null : null;
  });
  if (mine !== visit) return;
  store.isLoading = false;
  tell("opened");
}

// After a loss of the connection: the newest page again, over what is shown.
export async function reloadOpenChat() {
  const mine = visit;
  const messages = await api.getMessages(store.persona.key, store.chatId, null, PAGE);
  if (mine !== visit) return;
  const oldest = messages[0]?.message_id ?? Infinity;
  const ids = new Set(messages.map((message) => message.message_id));
  const isGapless = messages.length < PAGE || store.messages.some((message) => ids.has(message.message_id));
  const older = isGapless ? store.messages.filter((message) => message.message_id < oldest && messages.length >= PAGE) : [];
  if (!isGapless) store.hasOlder = true;
  store.messages = [...older, ...messages];
  tell("messages");
}

export async function loadOlder() {
  if (!store.hasOlder || store.isLoading || !store.messages.length) return false;
  const mine = visit;
  store.isLoading = true;
  const older = await attempt(() => api.getMessages(store.persona.key, store.chatId, store.messages[0].message_id, PAGE));
  if (mine !== visit) return false;
  store.isLoading = false;
  if (!older) return false;
  const known = new Set(store.messages.map((message) => message.message_id));
  store.messages = [...older.filter((message) => !known.has(message.message_id)), ...store.messages];
  store.hasOlder = older.length >= PAGE;
  tell("messages");
  return older.length > 0;
}

export async function loadCommands() {
  const mine = visit;
  const commands = await attempt(() => api.getCommands(store.persona.key, store.chatId));
  if (mine !== visit) return;
  store.commands = commands ?? [];
  tell("commands");
}

export async function refreshChats(key) {
  store.chats.set(key, await api.getChats(key));
  tell("chats");
}

export function upsert(message) {
  const at = store.messages.findIndex((one) => one.message_id === message.message_id);
  if (at >= 0) store.messages[at] = message;
  else {
    const later = store.messages.findIndex((one) => one.message_id > message.message_id);
    store.messages.splice(later < 0 ? store.messages.length : later, 0, message);
  }
  return at < 0;
}

// What an event of the open chat changes. Returns the message if it is a new one.
export function apply(event) {
  if (event.type === "message" || event.type === "edited") {
    const isOlder = store.hasOlder && event.message.message_id < (store.messages[0]?.message_id ?? 0);
    if (isOlder) return null;
    const isNew = upsert(event.message);
    if (isNew && isOwn(event.message) && store.pending.length) store.pending.shift();
    if (isNew && !isOwn(event.message)) setAction(null);
    tell("messages");
    return isNew ? event.message : null;
  }
  if (event.type === "deleted") {
    const gone = new Set(event.message_ids ?? [event.message_id]);
    store.messages = store.messages.filter((message) => !gone.has(message.message_id));
    tell("messages");
  }
  if (event.type === "action") setAction(event.action ?? "typing");
  return null;
}

function setAction(action) {
  clearTimeout(actionTimer);
  store.action = action;
  if (action) actionTimer = setTimeout(() => setAction(null), ACTION_MS);
  tell("action");
}

// Shows the message at once as "sending", and puts the real one in its place.
async function deliver(shownText, request) {
  const mine = visit;
  pendingId += 1;
  const pending = { id: pendingId, text: shownText };
  store.pending.push(pending);
  tell("sending");
  const answer = await attempt(request);
  if (mine === visit) {
    store.pending = store.pending.filter((one) => one !== pending);
    if (answer?.message) upsert(answer.message);
    tell("messages");
  }
  return answer !== undefined;
}

function takeReply() {
  const replyTo = store.replyTo?.message_id;
  store.replyTo = null;
  tell("reply");
  return replyTo;
}

export function sendText(text) {
  const { persona, chatId } = store;
  const reply = takeReply();
  return deliver(text, () => api.send(persona.key, chatId, { text, reply_to: reply }));
}

export function postFound(queryId, resultId) {
  const { persona, chatId } = store;
  const reply = takeReply();
  return deliver("…", () => api.chooseInline(persona.key, chatId, queryId, resultId, reply));
}

export function sendContent(label, content) {
  const { persona, chatId } = store;
  const reply = takeReply();
  return deliver(label, () => api.send(persona.key, chatId, { ...content, reply_to: reply }));
}

export async function sendFiles(files, kindOf, caption) {
  const { persona, chatId } = store;
  const reply = takeReply();
  for (const [index, file] of files.entries()) {
    const words = index === 0 ? caption : "";
    const isSent = await deliver(words || file.name, () => api.sendFile(persona.key, chatId, file, kindOf(file), words, index === 0 ? reply : null));
    if (!isSent) return;
  }
}

export function pressKey(message, text, shared) {
  const { persona, chatId } = store;
  return deliver(text, () => api.press(persona.key, chatId, message.message_id, text, shared));
}

export async function saveEdit(message, text) {
  const mine = visit;
  const answer = await attempt(() => api.edit(store.persona.key, store.chatId, message.message_id, text));
  if (mine === visit && answer?.message) {
    upsert(answer.message);
    tell("messages");
  }
  return answer !== undefined;
}

export async function forwardTo(message, chatId) {
  const { persona, chatId: from } = store;
  const forward = { chat_id: from, message_id: message.message_id };
  const answer = await attempt(() => api.send(persona.key, chatId, { forward }));
  if (!answer) return;
  if (chatId !== from) await visitChat(persona.key, chatId);
}

export async function setBlocked(blocked) {
  const { persona } = store;
  const answer = await attempt(() => api.block(persona.key, blocked));
  if (answer === undefined) return;
  if (blocked) toast(say("blockedNote"));
  await attempt(() => refreshChats(persona.key));
}

export function readUpToNewest() {
  const newest = store.messages.findLast((message) => !isOwn(message));
  if (store.isLoading || !newest || newest.message_id <= read.upTo) return;
  read.upTo = newest.message_id;
  const chat = openChat();
  if (chat?.unread) {
    chat.unread = 0;
    tell("chats");
  }
  if (!read.isTelling) tellRead(read);
}

// One request at a time: a burst of messages ends with one word on the newest.
async function tellRead(mark) {
  mark.isTelling = true;
  for (let told = 0; told < mark.upTo;) {
    told = mark.upTo;
    await api.markRead(mark.persona, mark.chatId, told).catch((failure) => console.warn(failure));
  }
  mark.isTelling = false;
}
