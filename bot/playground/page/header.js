// The head of the conversation: whose chat it is, what time it is, and moving that time.

import * as api from "./api.js";
import { setBlocked } from "./conversation.js";
import { BOT_FACE, el, icon, iconButton } from "./dom.js";
import { ask, attempt, field, openMenu, toast } from "./layers.js";
import { startBot, startOf } from "./links.js";
import { clockLine, fieldValue, momentFromField } from "./moments.js";
import { isGroupOpen, now, openChat, setClock, store } from "./store.js";
import { currentLanguage, inLanguage, languages, say } from "./words.js";

const head = document.getElementById("header");
const clockText = el("span.clock-text");
const status = el("small.status", { "aria-live": "polite" });

const ACTIONS = {
  typing: "typing", upload_photo: "sendingPhoto", upload_document: "sendingFile", upload_video: "sendingFile",
  record_voice: "recording", upload_voice: "sendingFile",
};

export function drawHeader({ changeLanguage }) {
  if (!store.persona) return;
  const isGroup = isGroupOpen();
  const title = isGroup ? openChat()?.title ?? say("groupChat") : store.bot.name;
  const skip = el("button.button.skip", { type: "button", "aria-haspopup": "menu", title: say("skip"), onclick: (event) => offerSkips(event.currentTarget) },
    icon("skip"), el("span", {}, say("skip")));
  const more = iconButton("more", say("menu"), (event) => openMenu(event.currentTarget, menuItems(changeLanguage), say("menu")), { "aria-haspopup": "menu" });
  head.replaceChildren(
    isGroup ? el("span.avatar.c5", { "aria-hidden": "true" }, icon("group")) : el("img.avatar", { src: BOT_FACE, alt: "" }),
    el("div.head-words", {}, el("h1", {}, title), status),
    el("div.clock", { title: say("skip") }, icon("clock"), clockText), skip, more);
  refreshClock();
  refreshStatus();
}

export function refreshClock() {
  const line = clockLine(now());
  if (clockText.textContent !== line) clockText.textContent = line;
}

export function refreshStatus() {
  const doing = store.action && (ACTIONS[store.action] ?? "typing");
  const isBarred = Boolean(openChat()?.blocked);
  status.textContent = say(isBarred ? "blockedShort" : doing || (isGroupOpen() ? "groupChat" : "bot"));
  status.classList.toggle("barred", isBarred);
  status.classList.toggle("busy", Boolean(doing));
}

function menuItems(changeLanguage) {
  const blocked = openChat()?.blocked ?? false;
  const other = languages.find((code) => code !== currentLanguage());
  return [
    { icon: "link", label: say("openLink"), action: openInvitation },
    ...(isGroupOpen() ? [] : [{ icon: "ban", label: say(blocked ? "unblockBot" : "blockBot"), action: () => setBlocked(!blocked) }]),
    { icon: "globe", label: say("language"), detail: other.toUpperCase(), action: () => changeLanguage(other) },
  ];
}

function offerSkips(button) {
  const skips = store.skips.map(({ key, title }) => ({ label: inLanguage(title), action: () => move({ skip: key }) }));
  openMenu(button, [...skips, { icon: "clock", label: say("exact"), action: chooseMoment }], say("skip"));
}

async function move(to) {
  const answer = await attempt(() => api.moveClock(to));
  if (!answer) return;
  setClock(answer.now);
  toast(say("clockNow", { when: clockLine(now()) }));
}

async function chooseMoment() {
  const answer = await ask({
    title: say("exactTitle"),
    body: [field(say("exactField"), { name: "at", type: "datetime-local", required: true, value: fieldValue(now()), autofocus: true }, say("exactHint"))],
    confirm: say("move"),
  });
  if (answer) await move({ to: momentFromField(answer.get("at").slice(0, 16)).toISOString() });
}

export async function openInvitation() {
  const bot = store.bot.username;
  const answer = await ask({
    title: say("openLink"),
    body: [field(say("linkField"), { name: "link", required: true, autofocus: true, spellcheck: "false" }, say("openLinkHint", { bot }))],
    confirm: say("open"),
  });
  if (!answer) return;
  const given = answer.get("link").trim();
  const address = /^[\w-]{1,64}$/.test(given) ? null : given.replace(/^(?!https?:|tg:)/i, "https://");
  const payload = address === null ? given : startOf(address)?.payload ?? null;
  if (payload === null) toast(say("badLink", { bot }), "error");
  else await startBot(payload);
}
