// One message, or one album, as a bubble.

import { fileAddress } from "./api.js";
import { el, icon, iconButton } from "./dom.js";
import { formatted } from "./entities.js";
import { inlineKeyboard } from "./keyboards.js";
import { showPhotos, toast } from "./layers.js";
import { followLink } from "./links.js";
import { durationOf, sizeOf, timeOf } from "./moments.js";
import { isGroupOpen, isOwn, nameOf, store, topicOf } from "./store.js";
import { say } from "./words.js";

export const textOf = (message) => message.text ?? message.caption ?? "";
export const momentOf = (message) => new Date(message.date * 1000);

const SERVICES = {
  new_chat_members: (message) => say("joined", { name: message.new_chat_members.map(nameOf).join(", ") }),
  left_chat_member: (message) => say("left", { name: nameOf(message.left_chat_member) }),
  new_chat_title: (message) => say("titleChanged", { name: message.new_chat_title }),
  pinned_message: () => say("pinned"),
  group_chat_created: () => say("groupCreated"),
  supergroup_chat_created: () => say("groupCreated"),
  forum_topic_created: (message) => say("topicCreated", { name: message.forum_topic_created.name }),
};
const KINDS = ["photo", "voice", "audio", "video", "animation", "sticker", "location", "contact"];

export const serviceLine = (message) => {
  const kind = Object.keys(SERVICES).find((name) => message[name]);
  return kind ? SERVICES[kind](message) : null;
};

// One line for lists, quotes and the live region.
export function summary(message) {
  if (!message) return say("deletedQuote");
  const text = textOf(message);
  if (text) return text.replace(/\s+/g, " ");
  if (message.document && !message.animation) return message.document.file_name ?? say("file");
  const kind = KINDS.find((name) => message[name]);
  return kind ? say(kind) : serviceLine(message) ?? say("deletedQuote");
}

export const senderName = (message) =>
  isOwn(message) ? say("you") : nameOf(message.from) || message.sender_chat?.title || store.bot.name;

export const colourOf = (id) => `c${Math.abs(Number(id) || 0) % 7}`;

// actions: send(text), jumpTo(id), menu(message, where)
export function bubble(messages, { isFirst, isLast, actions }) {
  const [message] = messages;
  const own = isOwn(message);
  const captioned = messages.find((one) => textOf(one)) ?? message;
  const withSender = isGroupOpen() && !own && isFirst;
  const topic = isFirst && topicOf(message);
  const body = el("div.bubble", {},
    topic && el("div.topic", {}, `# ${topic}`),
    withSender && el(`div.sender.${colourOf(message.from?.id)}`, {}, senderName(message)),
    message.via_bot && el("div.via", {}, say("via", { name: `@${message.via_bot.username}` })),
    message.forward_origin && forwardLine(message.forward_origin),
    message.reply_to_message && quote(message.reply_to_message, actions),
    messages.length > 1 ? album(messages) : media(message),
    words(captioned, messages.at(-1), actions));
  const isBare = (message.sticker || (messages.length === 1 && message.photo)) && !textOf(captioned);
  if (isBare) body.classList.add("bare");
  if (messages.some((one) => one.photo || one.video)) body.classList.add("pictured");
  const row = el(`article.row${own ? ".own" : ""}${isFirst ? ".first" : ""}${isLast ? ".last" : ""}`,
    { tabindex: "-1", "data-id": message.message_id, "aria-label": `${senderName(message)}, ${timeOf(momentOf(message))}` },
    el("div.stack", {}, body, inlineKeyboard(message)),
    iconButton("more", say("messageMenu"), (event) => actions.menu(captioned, event.currentTarget), { "aria-haspopup": "menu", tabindex: "-1" }));
  row.addEventListener("contextmenu", (event) => {
    if (event.target.closest("a, audio, video")) return;
    event.preventDefault();
    actions.menu(captioned, { x: event.clientX, y: event.clientY });
  });
  body.addEventListener("click", (event) => {
    const isPlain = event.pointerType === "touch" && !event.target.closest("a, button, input, video, .spoiler, [role=button]");
    if (isPlain) actions.menu(captioned, { x: event.clientX, y: event.clientY });
  });
  row.addEventListener("dblclick", (event) => !event.target.closest("button, a") && actions.reply(captioned));
  row.addEventListener("keydown", (event) => {
    if (event.target === row && (event.key === "Enter" || event.key === "ContextMenu")) {
      event.preventDefault();
      actions.menu(captioned, body);
    }
  });
  return row;
}

function words(message, lastOfAlbum, actions) {
  const text = textOf(message);
  const entities = message.text === undefined ? message.caption_entities : message.entities;
  const nodes = formatted(text, entities, { follow: followLink, command: actions.send });
  return el(text ? "div.text" : "div.text.wordless", { dir: "auto" }, nodes, meta(message, lastOfAlbum));
}

function meta(message, lastOfAlbum) {
  return el("span.meta", {},
    message.edit_date && el("span.edited", {}, say("edited")),
    el("time", { datetime: momentOf(lastOfAlbum).toISOString() }, timeOf(momentOf(lastOfAlbum))),
    isOwn(message) && el("span.tick", { role: "img", "aria-label": say("sent") }, icon("check")));
}

export function pendingBubble(pending) {
  return el("article.row.own.first.last.pending", { "aria-busy": "true" },
    el("div.stack", {}, el("div.bubble", {}, el("div.text", { dir: "auto" }, pending.text,
      el("span.meta", {}, el("span.tick", { role: "img", "aria-label": say("sending") }, icon("clock")))))));
}

function forwardLine(origin) {
  const name = nameOf(origin.sender_user) || origin.sender_user_name || origin.sender_chat?.title || origin.chat?.title;
  return el("div.forwarded", {}, icon("forward"), name ? say("forwardedFrom", { name }) : say("forwarded"));
}

function quote(original, actions) {
  return el(`button.quote.${colourOf(original.from?.id)}`, { type: "button", onclick: () => actions.jumpTo(original.message_id) },
    el("strong", {}, senderName(original)), el("span", {}, summary(original)));
}

function media(message) {
  if (message.photo) return photo(message);
  if (message.sticker) return el("div.sticker", {}, message.sticker.emoji ?? say("sticker"));
  if (message.voice) return player(message.voice, "voice");
  if (message.audio) return player(message.audio, "audio", message.audio.title ?? message.audio.file_name);
  if (message.animation) return film(message.animation, { autoplay: true, loop: true, muted: true });
  if (message.video) return film(message.video, { controls: true });
  if (message.document) return documentLine(message.document);
  if (message.contact) return contactCard(message.contact);
  if (message.venue) return place(message.venue.location, message.venue.title, message.venue.address);
  if (message.location) return place(message.location, say("location"));
  if (message.text === undefined && message.caption === undefined) return el("p.unsupported", {}, say("unsupported"));
  return null;
}

const BEST_WIDTH = 800;

function photo(message) {
  const sizes = [...message.photo].sort((one, other) => one.width - other.width);
  const shown = sizes.find((size) => size.width >= BEST_WIDTH) ?? sizes.at(-1);
  const image = el("img", { src: fileAddress(shown.file_id), alt: message.caption ?? say("photo"), width: shown.width, height: shown.height, loading: "lazy" });
  return el("button.photo", { type: "button", "aria-label": say("enlarge"), onclick: () => enlarge(message) }, image);
}

function enlarge(message) {
  const photos = store.messages.filter((one) => one.photo);
  const largest = (one) => [...one.photo].sort((a, b) => b.width - a.width)[0];
  const shown = photos.map((one) => ({ address: fileAddress(largest(one).file_id), caption: one.caption ?? "" }));
  showPhotos(shown, photos.findIndex((one) => one.message_id === message.message_id));
}

function album(messages) {
  const pictured = messages.every((one) => one.photo || one.video);
  return el(pictured ? `div.album.of${Math.min(messages.length, 4)}` : "div.files", {}, messages.map(media));
}

function player(file, kind, title) {
  const sound = el("audio", { src: fileAddress(file.file_id), preload: "none" });
  const button = el("button.disc", { type: "button", "aria-label": say("play") }, icon("play"));
  const bar = el("input", { type: "range", min: "0", max: "100", value: "0", "aria-label": say("position") });
  const time = el("small", {}, durationOf(file.duration ?? 0));
  const length = () => (Number.isFinite(sound.duration) ? sound.duration : file.duration || 1);
  button.addEventListener("click", () => {
    if (sound.paused) sound.play().catch(() => toast(say("cannotPlay"), "error"));
    else sound.pause();
  });
  for (const change of ["play", "pause", "ended"]) {
    sound.addEventListener(change, () => {
      button.replaceChildren(icon(sound.paused ? "play" : "pause"));
      button.setAttribute("aria-label", say(sound.paused ? "play" : "pause"));
    });
  }
  sound.addEventListener("timeupdate", () => {
    bar.value = String((sound.currentTime / length()) * 100);
    time.textContent = `${durationOf(sound.currentTime)} / ${durationOf(length())}`;
  });
  bar.addEventListener("input", () => { sound.currentTime = (Number(bar.value) / 100) * length(); });
  return el("div.player", { role: "group", "aria-label": title ?? say(kind) }, button, sound,
    el("div.player-words", {}, title && el("strong", {}, title), bar, time));
}

const film = (file, options) => el("video.film", { src: fileAddress(file.file_id), preload: "metadata", ...options });

function documentLine(file) {
  const name = file.file_name ?? say("file");
  const ending = name.includes(".") ? name.split(".").at(-1).slice(0, 4) : "";
  return el("a.document", { href: fileAddress(file.file_id), download: name, "aria-label": `${say("download")}: ${name}` },
    el("span.disc", {}, ending ? el("b", {}, ending) : icon("file")),
    el("span.document-words", {}, el("strong", {}, name), el("small", {}, icon("download"), sizeOf(file.file_size))));
}

function contactCard(contact) {
  return el("div.contact", {}, el(`span.avatar.${colourOf(contact.user_id ?? contact.phone_number)}`, {}, initials(nameOf(contact))),
    el("span.document-words", {}, el("strong", {}, nameOf(contact)), el("a", { href: `tel:${contact.phone_number}` }, contact.phone_number)));
}

export const initials = (name) =>
  name.split(/\s+/).filter(Boolean).slice(0, 2).map((word) => [...word][0].toUpperCase()).join("");

// A drawn card: no map is asked for from outside.
function place({ latitude, longitude }, title, address) {
  const where = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  return el("div.place", {}, el("div.map", {}, icon("pin")),
    el("div.place-words", {}, el("strong", {}, title), address && el("span", {}, address), el("small", {}, where)));
}
