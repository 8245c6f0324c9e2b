// A text with Telegram's entities, as elements. Offsets count UTF-16 units, as JavaScript does.

import { el } from "./dom.js";

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);

// `follow(address)` opens a link, `command(text)` sends a command.
export function formatted(text, entities, { follow, command }) {
  const ordered = [...(entities ?? [])].sort((one, other) => one.offset - other.offset || other.length - one.length);
  return build(text, ordered, 0, text.length, { follow, command });
}

function build(text, entities, start, end, actions) {
  const nodes = [];
  let at = start;
  for (let index = 0; index < entities.length; index += 1) {
    const entity = entities[index];
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    if (to <= from) continue;
    const isBlock = BLOCKS.has(entity.type);
    // A block stands on its own line already: the newline next to it would make a second one.
    const before = text.slice(at, from);
    nodes.push(isBlock ? before.replace(/\n$/, "") : before);
    const inner = entities.slice(index + 1).filter((other) => other.offset < to);
    nodes.push(wrap(entity, text.slice(from, to), build(text, inner, from, to, actions), actions));
    at = isBlock && text[to] === "\n" && to < end ? to + 1 : to;
  }
  nodes.push(text.slice(at, end));
  return nodes.filter((node) => node !== "");
}

function wrap(entity, raw, children, actions) {
  const link = (address) => anchor(address, children, actions);
  switch (entity.type) {
    case "url": return link(/^[a-z][a-z0-9+.-]*:/i.test(raw) ? raw : `https://${raw}`);
    case "text_link": return link(entity.url);
    case "text_mention": return el("span.mention", {}, children);
    case "email": return link(`mailto:${raw}`);
    case "phone_number": return link(`tel:${raw.replace(/[^+\d]/g, "")}`);
    case "mention": return link(`https://t.me/${raw.slice(1)}`);
    case "bot_command":
      return el("button.command", { type: "button", onclick: () => actions.command(raw) }, children);
    case "hashtag": case "cashtag": return el("span.mention", {}, children);
    case "spoiler": return spoiler(children);
    case "pre": return el("pre", {}, el("code", {}, children));
    case "blockquote": return el("blockquote", {}, children);
    case "expandable_blockquote": return expandable(children);
    default: return TAGS[entity.type] ? el(TAGS[entity.type], {}, children) : el("span", {}, children);
  }
}

const SAFE = /^(https?|mailto|tel|tg):/i;

function anchor(address, children, actions) {
  if (!SAFE.test(address)) return el("span", {}, children);
  const follow = (event) => {
    event.preventDefault();
    actions.follow(address);
  };
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer", onclick: follow }, children);
}

function spoiler(children) {
  const node = el("span.spoiler", { role: "button", tabindex: "0", "aria-expanded": "false" }, el("span", {}, children));
  const reveal = () => {
    node.classList.add("revealed");
    node.setAttribute("aria-expanded", "true");
  };
  node.addEventListener("click", reveal);
  node.addEventListener("keydown", (event) => ["Enter", " "].includes(event.key) && reveal());
  return node;
}

function expandable(children) {
  const node = el("blockquote.folded", { role: "button", tabindex: "0", "aria-expanded": "false" }, children);
  const toggle = () => node.setAttribute("aria-expanded", String(!node.classList.toggle("folded")));
  node.addEventListener("click", toggle);
  node.addEventListener("keydown", (event) => event.target === node && event.key === "Enter" && toggle());
  return node;
}
