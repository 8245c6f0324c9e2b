// What lies above the page: toasts, dialogs, menus, the enlarged photo.

import { Refused } from "./api.js";
import { el, icon, iconButton, moveFocus } from "./dom.js";
import { say } from "./words.js";

const layers = document.getElementById("layers");
const toasts = document.getElementById("toasts");
const TOAST_MS = 4000;

export function toast(text, kind = "plain") {
  const note = el(`div.toast.${kind}`, {}, text);
  toasts.append(note);
  while (toasts.children.length > 3) toasts.firstChild.remove();
  setTimeout(() => note.remove(), TOAST_MS + text.length * 30);
}

// Does what is asked; a refusal becomes a toast and `undefined`.
export async function attempt(action) {
  try {
    return await action();
  } catch (failure) {
    toast(failure instanceof Refused ? failure.message : say("unreachable"), "error");
    if (!(failure instanceof Refused)) console.warn(failure);
    return undefined;
  }
}

// A modal dialog around a form. Resolves to the form's data, or null when it was closed.
export function ask({ title, body = [], confirm, cancel = say("cancel"), className = "" }) {
  return new Promise((resolve) => {
    const isQuestion = cancel !== null;
    const form = el("form", { method: "dialog" },
      el("h2", { id: "dialog-title" }, title), el("div.dialog-body", {}, body),
      el("div.dialog-buttons", {},
        isQuestion && el("button.button", { type: "button", onclick: () => dialog.close("") }, cancel),
        el("button.button.primary", { type: "submit", value: "yes" }, confirm)));
    const dialog = el(`dialog.dialog${className && `.${className}`}`, { "aria-labelledby": "dialog-title" }, form);
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes" ? new FormData(form) : null);
    });
    dialog.addEventListener("pointerdown", (event) => event.target === dialog && dialog.close(""));
    layers.append(dialog);
    dialog.showModal();
    if (!isQuestion) form.querySelector(".primary").focus();
  });
}

export const alertText = (text) =>
  ask({ title: "", body: [el("p.alert-text", {}, text)], confirm: say("ok"), cancel: null, className: "alert" });

export function field(label, properties, hint) {
  return el("label.field", {}, el("span", {}, label), el("input", { autocomplete: "off", ...properties }), hint && el("small", {}, hint));
}

// A choice of one thing from a list of buttons. Resolves to the value, or null.
export function choose(title, choices) {
  return new Promise((resolve) => {
    let chosen = null;
    const dialog = el("dialog.dialog", { "aria-labelledby": "dialog-title" }, el("h2", { id: "dialog-title" }, title));
    const list = el("div.choices", { onkeydown: (event) => moveFocus(event, list, "button") }, choices.map(({ value, nodes }) =>
      el("button.choice", { type: "button", onclick: () => { chosen = value; dialog.close(); } }, nodes)));
    dialog.append(list, el("div.dialog-buttons", {}, el("button.button", { type: "button", onclick: () => dialog.close() }, say("cancel"))));
    dialog.addEventListener("close", () => { dialog.remove(); resolve(chosen); });
    dialog.addEventListener("pointerdown", (event) => event.target === dialog && dialog.close());
    layers.append(dialog);
    dialog.showModal();
  });
}

let closeMenu = null;

// items: {label, icon, detail, action}; `where` is an element, or a point {x, y}.
export function openMenu(where, items, label) {
  closeMenu?.();
  const before = document.activeElement;
  const menu = el("div.menu", { role: "menu", "aria-label": label }, items.map((item) =>
    el("button.menu-item", { type: "button", role: "menuitem", tabindex: "-1", onclick: () => { close(); item.action(); } },
      item.icon && icon(item.icon), el("span.menu-label", {}, item.label), item.detail && el("span.menu-detail", {}, item.detail))));
  const outside = (event) => !menu.contains(event.target) && close();
  const keys = (event) => {
    if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else moveFocus(event, menu, ".menu-item");
  };
  function close() {
    document.removeEventListener("pointerdown", outside, true);
    window.removeEventListener("resize", close);
    menu.remove();
    closeMenu = null;
    if (where instanceof Element) where.setAttribute("aria-expanded", "false");
    before?.focus?.();
  }
  closeMenu = close;
  menu.addEventListener("keydown", keys);
  layers.append(menu);
  place(menu, where);
  if (where instanceof Element) where.setAttribute("aria-expanded", "true");
  document.addEventListener("pointerdown", outside, true);
  window.addEventListener("resize", close);
  menu.querySelector(".menu-item")?.focus();
}

function place(menu, where) {
  const box = where instanceof Element ? where.getBoundingClientRect() : { left: where.x, right: where.x, top: where.y, bottom: where.y };
  const { width, height } = menu.getBoundingClientRect();
  const fitsBelow = box.bottom + height + 8 < window.innerHeight;
  const left = box.left + width + 8 < window.innerWidth ? box.left : box.right - width;
  menu.style.setProperty("left", `${Math.max(8, Math.min(left, window.innerWidth - width - 8))}px`);
  menu.style.setProperty("top", `${Math.max(8, fitsBelow ? box.bottom + 4 : box.top - height - 4)}px`);
}

// Photos at full size; arrows walk through them.
export function showPhotos(photos, at) {
  let shown = at;
  const image = el("img", { alt: "" });
  const caption = el("p.viewer-caption");
  const dialog = el("dialog.viewer", { "aria-label": say("photo") },
    iconButton("close", say("close"), () => dialog.close()), image, caption);
  const show = (index) => {
    shown = Math.max(0, Math.min(index, photos.length - 1));
    image.src = photos[shown].address;
    image.alt = photos[shown].caption || say("photo");
    caption.textContent = photos[shown].caption;
  };
  dialog.addEventListener("click", (event) => event.target !== caption && dialog.close());
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft") show(shown - 1);
    if (event.key === "ArrowRight") show(shown + 1);
  });
  dialog.addEventListener("close", () => dialog.remove());
  show(at);
  layers.append(dialog);
  dialog.showModal();
}
