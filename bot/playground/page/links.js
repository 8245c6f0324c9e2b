// Where a link leads: to the bot of this playground, or out of it.

import * as api from "./api.js";
import { attempt, toast } from "./layers.js";
import { store } from "./store.js";
import { say } from "./words.js";

// The payload of a link to this bot ("" when it carries none), or null for any other address.
export function payloadOf(address) {
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
  return link.searchParams.get("start") ?? "";
}

let openPrivateChat = () => {};

export function onPrivateChat(open) {
  openPrivateChat = open;
}

export async function startBot(payload) {
  const { persona } = store;
  await attempt(() => api.start(persona.key, payload));
  if (store.persona === persona) await openPrivateChat();
}

export function followLink(address) {
  const payload = payloadOf(address);
  if (payload) return startBot(payload);
  if (payload === "") return openPrivateChat();
  if (/^tg:/i.test(address)) return toast(say("notHere"));
  if (/^(https?|mailto|tel):/i.test(address)) window.open(address, "_blank", "noopener,noreferrer");
  return undefined;
}
