// Starts the page, and carries each event of the server to the part of the page that shows it.

import * as api from "./api.js";
import { drawComposer, focusField, refreshBar, refreshCommands, refreshComposer, replyTo, startEditing } from "./composer.js";
import { apply, forwardTo, loadCommands, refreshChats, reloadOpenChat, sendText, visitChat } from "./conversation.js";
import { BOT_FACE, el } from "./dom.js";
import { drawHeader, refreshClock, refreshStatus } from "./header.js";
import { refresh, showOpened, startHistory, toNewest } from "./history.js";
import { copy } from "./keyboards.js";
import { attempt, choose, openMenu } from "./layers.js";
import { onGroup, onPrivateChat } from "./links.js";
import { senderName, summary, textOf } from "./message.js";
import { useZone } from "./moments.js";
import { offerFiles } from "./sharing.js";
import { avatar, drawSidebar } from "./sidebar.js";
import { chatsOf, isOwn, listen, setClock, store, tell, unreadOf } from "./store.js";
import { chooseLanguage, currentLanguage, say } from "./words.js";

const banner = document.getElementById("banner");
const announcer = document.getElementById("announcer");
const drop = document.getElementById("drop");
const conversation = document.getElementById("conversation");
const RETRY_MS = 1500;
const CLOCK_MS = 1000;
const GATHER_MS = 120; // events of one moment ask for the lists of chats once

const actions = { visit, changeLanguage };

async function visit(personaKey, chatId) {
  await visitChat(personaKey, chatId);
  if (matchMedia("(hover: hover)").matches) focusField();
}

function changeLanguage(code) {
  chooseLanguage(code);
  drawAll();
}

function drawAll() {
  document.documentElement.lang = currentLanguage();
  document.getElementById("messages").setAttribute("aria-label", say("list"));
  drop.textContent = say("dropHere");
  drawSidebar(actions);
  drawHeader(actions);
  drawComposer();
  refreshBar();
  refresh();
}

async function loadState() {
  const state = await api.getState();
  Object.assign(store, { bot: state.bot, forumChatId: state.forum_chat_id, personas: state.personas, skips: state.skips });
  useZone(state.zone);
  setClock(state.now);
  if (store.persona) store.persona = store.personas.find((one) => one.key === store.persona.key) ?? store.personas[0];
  await Promise.all(store.personas.map((persona) => refreshChats(persona.key)));
}

const stale = new Set();

function refreshChatsSoon(keys) {
  if (!stale.size) {
    setTimeout(async () => {
      const due = [...stale];
      stale.clear();
      await Promise.all(due.map(refreshChats)).catch((failure) => console.warn(failure));
    }, GATHER_MS);
  }
  for (const key of keys) stale.add(key);
}

function heard(event) {
  const seenBy = event.personas ?? store.personas.map((persona) => persona.key);
  if (event.type === "clock") setClock(event.now);
  else if (event.type === "commands") loadCommands();
  else {
    if (event.chat_id === store.chatId && seenBy.includes(store.persona.key)) {
      const fresh = apply(event);
      if (fresh && !isOwn(fresh)) announce(fresh);
    }
    if (event.type !== "action") refreshChatsSoon(seenBy);
  }
}

function announce(message) {
  announcer.append(el("p", {}, `${senderName(message)}: ${summary(message)}`));
  while (announcer.children.length > 5) announcer.firstChild.remove();
}

async function connected(isAgain) {
  if (!isAgain) return;
  try {
    await loadState();
    await reloadOpenChat();
    banner.hidden = true;
    loadCommands();
  } catch {
    setTimeout(() => connected(true), RETRY_MS);
  }
}

function lost() {
  banner.textContent = say("lost");
  banner.hidden = false;
}

function messageMenu(message, where) {
  const text = textOf(message);
  const canEdit = isOwn(message) && text && !message.forward_origin;
  openMenu(where, [
    { icon: "reply", label: say("reply"), action: () => replyTo(message) },
    ...(canEdit ? [{ icon: "edit", label: say("edit"), action: () => startEditing(message) }] : []),
    ...(text ? [{ icon: "copy", label: say("copy"), action: () => copy(text) }] : []),
    { icon: "forward", label: say("forward"), action: () => forward(message) },
  ], say("messageMenu"));
}

async function forward(message) {
  const chats = chatsOf(store.persona.key).map((chat) => {
    const isGroup = chat.type !== "private";
    const title = isGroup ? chat.title : store.bot.name;
    return { value: chat.chat_id, nodes: [isGroup ? avatar(5, title, "group") : el("img.avatar", { src: BOT_FACE, alt: "" }), title] };
  });
  const chatId = await choose(say("forwardTitle"), chats);
  if (chatId !== null) await forwardTo(message, chatId);
}

function refreshTitle() {
  const total = store.personas.reduce((sum, persona) => sum + unreadOf(persona.key), 0);
  document.title = `${total ? `(${total}) ` : ""}${store.persona?.first_name ?? ""} · Naparnik`;
}

function keyPressed(event) {
  const digit = /^Digit([1-9])$/.exec(event.code);
  if (event.altKey && digit && store.personas[digit[1] - 1] && !document.querySelector("dialog[open]")) {
    event.preventDefault();
    visit(store.personas[digit[1] - 1].key);
  } else if (event.key === "Escape" && !document.querySelector("dialog[open]")) focusField();
  else if (event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey && event.target.closest("#messages")) {
    focusField(); // typing goes into the field, wherever in the messages one is
  }
}

function acceptDrops() {
  let depth = 0;
  const show = (isShown) => { drop.hidden = !isShown; };
  const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
  conversation.addEventListener("dragenter", (event) => { if (hasFiles(event)) { depth += 1; show(true); } });
  conversation.addEventListener("dragleave", () => { depth = Math.max(0, depth - 1); show(depth > 0); });
  for (const kind of ["dragover", "drop"]) document.addEventListener(kind, (event) => event.preventDefault());
  conversation.addEventListener("drop", (event) => {
    depth = 0;
    show(false);
    offerFiles([...(event.dataTransfer?.files ?? [])]);
  });
}

function subscribe() {
  let newest = 0;
  const news = () => {
    const fresh = store.messages.filter((message) => message.message_id > newest && !isOwn(message));
    newest = store.messages.at(-1)?.message_id ?? 0;
    return fresh.length;
  };
  listen("visit", () => { drawSidebar(actions); drawHeader(actions); drawComposer(); refreshBar(); showOpened(); });
  listen("opened", () => { news(); drawSidebar(actions); drawHeader(actions); showOpened(); refreshComposer(); });
  listen("messages", () => { refresh({ news: news() }); refreshComposer(); });
  listen("sending", () => { refresh({ follow: true }); refreshComposer(); });
  listen("chats", () => { drawSidebar(actions); refreshTitle(); refreshStatus(); });
  listen("commands", refreshCommands);
  listen("action", refreshStatus);
  listen("reply", refreshBar);
  listen("clock", refreshClock);
}

// «#rep/101»: who is looking, and at which chat.
function fromAddress() {
  const [personaKey, chatId] = location.hash.slice(1).split("/");
  return [personaKey, Number(chatId)];
}

async function start() {
  document.documentElement.lang = currentLanguage();
  subscribe();
  startHistory({ send: (text) => { toNewest(); sendText(text); }, reply: replyTo, menu: messageMenu });
  acceptDrops();
  document.addEventListener("keydown", keyPressed);
  setInterval(refreshClock, CLOCK_MS);
  window.addEventListener("hashchange", () => { const [key, id] = fromAddress(); visit(key, id); });
  onPrivateChat(() => {
    if (store.chatId === store.persona.private_chat_id) toNewest();
    else visit(store.persona.key, store.persona.private_chat_id);
  });
  onGroup((id) => visit(store.persona.key, id));
  const [personaKey, chatId] = fromAddress();
  while ((await attempt(loadState)) === undefined && !store.personas.length) {
    lost();
    await new Promise((resolve) => { setTimeout(resolve, RETRY_MS); });
  }
  banner.hidden = true;
  api.follow({ onevent: heard, onopen: connected, onlost: lost });
  store.persona = store.personas.find((one) => one.key === personaKey) ?? store.personas[0];
  drawAll();
  await visit(store.persona.key, chatId);
  tell("chats");
}

start();
