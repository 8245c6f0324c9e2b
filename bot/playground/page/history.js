// The list of messages on the screen: rows are kept while what they show stays the same.

import { loadOlder, readUpToNewest } from "./conversation.js";
import { el, icon } from "./dom.js";
import { bubble, momentOf, pendingBubble, serviceLine } from "./message.js";
import { dayKey, dayLine } from "./moments.js";
import { isGroupOpen, isOwn, now, store } from "./store.js";
import { currentLanguage, say } from "./words.js";

const list = document.getElementById("messages");
const jump = document.getElementById("jump");
const NEAR_PX = 80;
const PAGE_AHEAD_PX = 400;
const RUN_SECONDS = 600;
const MOST_PAGES = 40;

let rows = new Map(); // key -> {signature, node}
let actions = null;
let missed = 0;

const isAtNewest = () => list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_PX;

export function startHistory(given) {
  actions = { ...given, jumpTo };
  list.addEventListener("scroll", scrolled, { passive: true });
  list.addEventListener("keydown", walk);
  list.addEventListener("focusin", (event) => makeCurrent(event.target.closest?.(".row")));
  jump.addEventListener("click", toNewest);
  document.addEventListener("visibilitychange", () => isAtNewest() && seen());
  // A keyboard on the screen, or a taller text field, must not hide the newest message.
  let isStuck = true;
  list.addEventListener("scroll", () => { isStuck = isAtNewest(); }, { passive: true });
  new ResizeObserver(() => isStuck && toNewest()).observe(list);
}

export function showOpened() {
  rows = new Map();
  missed = 0;
  draw();
  const divider = list.querySelector(".unread-divider");
  if (divider) list.scrollTop = Math.max(0, divider.offsetTop - list.clientHeight / 3);
  else toNewest();
  scrolled();
}

// Draws again, and holds the place: at the newest it follows, elsewhere what is read stays put.
export function refresh({ follow = false, news = 0 } = {}) {
  const wasAtNewest = isAtNewest();
  const anchor = [...list.querySelectorAll("[data-id]")].find((node) => node.offsetTop + node.offsetHeight > list.scrollTop);
  const offset = anchor ? anchor.offsetTop - list.scrollTop : 0;
  draw();
  if (follow || wasAtNewest) toNewest();
  else if (anchor) {
    const same = rowOf(Number(anchor.dataset.id)); // drawn anew perhaps
    if (same) list.scrollTop = same.offsetTop - offset;
  }
  if (!(follow || wasAtNewest)) missed += news;
  scrolled();
}

function draw() {
  const wanted = rowsOf(store.messages);
  const focused = focusPlace();
  const kept = new Map();
  const nodes = wanted.map(({ key, signature, make }) => {
    const old = rows.get(key);
    const row = old?.signature === signature ? old : { signature, node: make() };
    kept.set(key, row);
    return row.node;
  });
  rows = kept;
  // Only what changed is moved, so that focus and playing sound survive.
  let place = list.firstChild;
  for (const node of nodes) {
    if (node === place) place = place.nextSibling;
    else list.insertBefore(node, place);
  }
  while (place) {
    const next = place.nextSibling;
    place.remove();
    place = next;
  }
  list.classList.toggle("grouped", isGroupOpen());
  if (!list.querySelector(".row.current")) makeCurrent([...list.querySelectorAll(".row")].at(-1));
  else if (!list.contains(document.activeElement)) makeCurrent([...list.querySelectorAll(".row:not(.pending)")].at(-1));
  restoreFocus(focused);
}

function rowsOf(messages) {
  const wanted = [];
  let day = null;
  const groups = albums(messages);
  groups.forEach((group, index) => {
    const [message] = group;
    const own = dayKey(momentOf(message));
    if (own !== day) {
      day = own;
      const label = dayLine(momentOf(message), now());
      wanted.push({ key: `day-${own}`, signature: label, make: () => el("div.day", {}, el("span", {}, label)) });
    }
    if (group.some((one) => one.message_id === store.firstUnreadId)) {
      wanted.push({ key: "unread", signature: currentLanguage(), make: () => el("div.unread-divider", { role: "separator" }, say("newMessages")) });
    }
    const service = serviceLine(message);
    const isFirst = !follows(groups[index - 1]?.at(-1), message);
    const isLast = !follows(message, groups[index + 1]?.[0]);
    const signature = JSON.stringify([group, isFirst, isLast, currentLanguage(), store.persona.key]);
    const make = service
      ? () => el("div.service", { "data-id": message.message_id }, el("span", {}, service))
      : () => bubble(group, { isFirst, isLast, actions });
    wanted.push({ key: `m-${message.message_id}`, signature, make });
  });
  for (const pending of store.pending) {
    wanted.push({ key: `p-${pending.id}`, signature: pending.text, make: () => pendingBubble(pending) });
  }
  if (!wanted.length && !store.isLoading) wanted.push({ key: "empty", signature: `${isGroupOpen()}${currentLanguage()}`, make: emptyNote });
  return wanted;
}

const emptyNote = () =>
  el("div.empty", {}, el("strong", {}, say("empty")), el("span", {}, say(isGroupOpen() ? "emptyGroup" : "emptyHint")));

function albums(messages) {
  const groups = [];
  for (const message of messages) {
    const last = groups.at(-1);
    if (message.media_group_id && last?.[0].media_group_id === message.media_group_id) last.push(message);
    else groups.push([message]);
  }
  return groups;
}

function follows(before, message) {
  return Boolean(before && message) && before.from?.id === message.from?.id && !serviceLine(before) && !serviceLine(message) &&
    message.date - before.date < RUN_SECONDS && dayKey(momentOf(before)) === dayKey(momentOf(message)) &&
    message.message_id !== store.firstUnreadId;
}

async function scrolled() {
  const isNewest = isAtNewest();
  if (isNewest) {
    missed = 0;
    seen();
  }
  jump.hidden = isNewest;
  jump.replaceChildren(icon("down"), missed ? el("span.badge", {}, String(missed)) : "");
  jump.setAttribute("aria-label", missed ? `${say("toNewest")}. ${say("unread", { n: missed })}` : say("toNewest"));
  if (list.scrollTop < PAGE_AHEAD_PX && store.hasOlder && !store.isLoading) await loadOlder();
}

// What is on the screen counts as read.
function seen() {
  if (document.visibilityState === "visible") readUpToNewest();
}

export function toNewest() {
  list.scrollTop = list.scrollHeight;
}

const rowOf = (id) => list.querySelector(`[data-id="${id}"]`);

export async function jumpTo(id) {
  for (let page = 0; page < MOST_PAGES && !rowOf(id); page += 1) {
    if (!(await loadOlder())) break;
  }
  const row = rowOf(id);
  if (!row) return;
  row.scrollIntoView({ block: "center" });
  row.focus({ preventScroll: true });
  row.classList.remove("flash");
  requestAnimationFrame(() => row.classList.add("flash"));
}

// One row at a time takes part in the order of Tab; arrows choose which.
function makeCurrent(row) {
  if (!row || row.classList.contains("current")) return;
  for (const node of list.querySelectorAll(".row")) {
    const isCurrent = node === row;
    node.classList.toggle("current", isCurrent);
    for (const control of node.querySelectorAll("button, a, audio")) control.tabIndex = isCurrent ? 0 : -1;
  }
}

function walk(event) {
  const isRow = event.target === list || event.target.classList.contains("row");
  if (!isRow || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
  const all = [...list.querySelectorAll(".row:not(.pending)")];
  const at = all.indexOf(event.target);
  const next = at < 0 ? all.length - 1 : at + (event.key === "ArrowUp" ? -1 : 1);
  if (!all[next]) return;
  event.preventDefault();
  all[next].focus({ preventScroll: true });
  all[next].scrollIntoView({ block: "nearest" });
}

function focusPlace() {
  const row = document.activeElement?.closest?.("#messages .row");
  if (!row) return null;
  return { id: row.dataset.id, at: [...row.querySelectorAll("button, a")].indexOf(document.activeElement) };
}

function restoreFocus(place) {
  if (!place || list.contains(document.activeElement)) return;
  const row = rowOf(Number(place.id));
  const target = place.at < 0 ? row : row?.querySelectorAll("button, a")[place.at] ?? row;
  (target ?? list).focus({ preventScroll: true });
  makeCurrent(row);
}

export const lastOwnText = () => store.messages.findLast((message) => isOwn(message) && message.text !== undefined && !message.forward_origin);
