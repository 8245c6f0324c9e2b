// Where a link leads: to the bot of this playground, or out of it.

import * as api from "./api.js";
import { attempt, toast } from "./layers.js";
import { store } from "./store.js";
import { say } from "./words.js";

// What a link to this bot starts and where: its private chat, or a group of one's choice; null for
// any other address. The payload is "" when it carries none.
export function startOf(address) {
  let link;
  try {
    link = new URL(address);
  } catch {
    return null;
  }
  let username = null;
  if (link.protocol === "tg:" && (link.host || link.pathname.replace(/^\/+/, "")) === "resolve") {
    username = link.searchParams.get("domain");
  } else if (/^(www\.)?(t|telegram)\.me$/.test(link.hostname)) {
    username = link.pathname.slice(1).replace(/\/$/, "");
  }
  if (username?.toLowerCase() !== store.bot.username.toLowerCase()) return null;
  const inGroup = link.searchParams.get("startgroup");
  return inGroup === null
    ? { payload: link.searchParams.get("start") ?? "", isGroup: false }
    : { payload: inGroup, isGroup: true };
}

let openPrivateChat = () => {};
let openGroup = () => {};

export function onPrivateChat(open) {
  openPrivateChat = open;
}

export function onGroup(open) {
  openGroup = open;
}

export async function startBot(payload) {
  const { persona } = store;
  await attempt(() => api.start(persona.key, payload));
  if (store.persona === persona) await openPrivateChat();
}

async function startInGroup(payload) {
  const { persona, forumChatId } = store;
  const text = `/start@${store.bot.username} ${payload}`.trim();
  await attempt(() => api.send(persona.key, forumChatId, { text }));
  if (store.persona === persona) await openGroup(forumChatId);
}

export function followLink(address) {
  const start = startOf(address);
  if (start?.isGroup) return startInGroup(start.payload);
  if (start?.payload) return startBot(start.payload);
  if (start) return openPrivateChat();
  if (/^tg:/i.test(address)) return toast(say("notHere"));
  if (/^(https?|mailto|tel):/i.test(address)) window.open(address, "_blank", "noopener,noreferrer");
  return undefined;
}
