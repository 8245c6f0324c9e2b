// What the bot finds while the text field begins with its name: «@bot words», in any chat.

import * as api from "./api.js";
import { el } from "./dom.js";
import { attempt } from "./layers.js";
import { startBot } from "./links.js";
import { store } from "./store.js";
import { say } from "./words.js";

const PAUSE_MS = 250; // as long as somebody types on, nothing is asked
const NEAR_END_PX = 80;

let field = null;
let panel = null;
let list = null;
let put = () => {}; // puts a text into the field
let post = () => {}; // posts a result: (queryId, resultId)
let sought = null; // {query, results, nextOffset, button}; null while nothing is looked for
let chosen = 0;
let timer = null;
let isFetching = false;

const address = () => `@${store.bot.username}`;

// The words after the bot's name; null where the text is meant for people.
function queryIn(text) {
  const name = address().toLowerCase();
  if (!text.toLowerCase().startsWith(name) || !/^\s/.test(text.slice(name.length))) return null;
  return text.slice(name.length).trim();
}

// Draws the panel that goes above the field, for this field from now on.
export function drawFound(textField, { setText, choose }) {
  field = textField;
  put = setText;
  post = choose;
  list = el("ul", { id: "found", role: "listbox", "aria-label": say("foundByBot") });
  panel = el("div.suggestions.found", { hidden: true, onscroll: readOn });
  closeFound();
  return panel;
}

export function closeFound() {
  clearTimeout(timer);
  sought = null;
  show();
}

// After every change of the field.
export function seek() {
  const query = store.editing ? null : queryIn(field.value);
  clearTimeout(timer);
  if (query === null) {
    if (sought) closeFound();
    offerName();
    return;
  }
  if (sought?.query === query) { show(); return; }
  timer = setTimeout(() => fetchFirst(query), PAUSE_MS);
}

// «@» alone, or the beginning of the bot's name: one tap writes the rest.
function offerName() {
  const isBegun = !store.editing && /^@\w*$/.test(field.value) && address().toLowerCase().startsWith(field.value.toLowerCase());
  panel.hidden = !isBegun;
  if (isBegun) panel.replaceChildren(topButton(address(), () => put(`${address()} `)));
}

async function fetchFirst(query) {
  const mine = { query, results: [], nextOffset: "", button: null };
  sought = mine;
  await fetchPage(mine, "");
}

async function fetchPage(mine, offset) {
  isFetching = true;
  const answer = await attempt(() => api.seekInline(store.persona.key, store.chatId, mine.query, offset));
  isFetching = false;
  if (sought !== mine) return;
  const fresh = answer?.answered ? answer.results : [];
  mine.results.push(...fresh.map((result) => ({ ...result, queryId: answer.query_id })));
  mine.nextOffset = fresh.length ? answer.next_offset : "";
  mine.button = answer?.answered ? answer.button : { text: say("noInlineAnswer") };
  if (!offset) chosen = 0;
  show();
  if (!offset) panel.scrollTop = 0;
}

function readOn() {
  const left = panel.scrollHeight - panel.scrollTop - panel.clientHeight;
  if (sought?.nextOffset && !isFetching && left < NEAR_END_PX) fetchPage(sought, sought.nextOffset);
}

function show() {
  const results = sought?.results ?? [];
  panel.hidden = !sought?.button && !results.length;
  field.setAttribute("aria-expanded", String(!panel.hidden));
  field.setAttribute("aria-controls", results.length ? "found" : "suggestions");
  list.replaceChildren(...results.map((result, index) =>
    el("li", { id: `found-${index}`, role: "option", "aria-selected": String(index === chosen), onpointerup: () => choose(index) },
      el("b", {}, result.title), result.description && el("span", {}, result.description))));
  panel.replaceChildren(...(sought?.button ? [topButton(sought.button.text, () => switchOver(sought.button))] : []), ...(results.length ? [list] : []));
  if (results.length) field.setAttribute("aria-activedescendant", `found-${chosen}`);
  else field.removeAttribute("aria-activedescendant");
}

const topButton = (words, pressed) => el("button.found-button", { type: "button", onclick: pressed }, words);

// The button above the results leads to the private chat with the bot.
function switchOver(button) {
  if (!button.start_parameter) return closeFound();
  put("");
  return startBot(button.start_parameter);
}

function choose(index) {
  const { queryId, id } = sought.results[index];
  put("");
  post(queryId, id);
}

// Whether the key was for the list.
export function foundKey(event) {
  if (panel.hidden) return false;
  if (event.key === "Escape") {
    event.stopPropagation();
    closeFound();
    return true;
  }
  const results = sought?.results ?? [];
  if (!results.length) return false;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    chosen = (chosen + step + results.length) % results.length;
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === chosen)));
    field.setAttribute("aria-activedescendant", `found-${chosen}`);
    list.children[chosen].scrollIntoView({ block: "nearest" });
    return true;
  }
  if (event.key === "Enter" && !event.shiftKey) {
    choose(chosen);
    return true;
  }
  return false;
}
