// Building elements. Text from outside only ever becomes text nodes: nothing here parses HTML.

const SVG = "http://www.w3.org/2000/svg";

// el("button.primary", {type: "button", onclick: f, "aria-label": "…"}, "text", child, …)
export function el(selector, properties = {}, ...children) {
  const [tag, ...classes] = selector.split(".");
  const node = document.createElement(tag);
  if (classes.length) node.className = classes.join(" ");
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked") node[name] = value;
    else if (name === "style") for (const [key, part] of Object.entries(value)) node.style.setProperty(key, part);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

// The bot's face.
export const BOT_FACE = new URL("icon.svg", import.meta.url).pathname;

// The page's own line drawings, on a 24 by 24 grid.
const DRAWINGS = {
  attach: ["M20 11.500l-7.8 7.800a5 5 0 0 1-7.1-7.100l8.3-8.300a3.3 3.3 0 0 1 4.7 4.700l-8.2 8.200a1.6 1.6 0 0 1-2.3-2.300l7.3-7.3"],
  back: ["M15 5l-7 7 7 7"],
  ban: ["M12 3.500a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z", "M6 6l12 12"],
  check: ["M4.5 12.500l4.8 4.800L19.5 7"],
  clock: ["M12 3.500a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z", "M12 7.500V12l3.2 2.2"],
  close: ["M6 6l12 12", "M18 6L6 18"],
  contact: ["M12 4a3.8 3.8 0 1 0 0 7.600A3.8 3.8 0 0 0 12 4z", "M4.5 20c.8-3.6 3.8-5.6 7.5-5.600s6.7 2 7.5 5.6"],
  copy: ["M9 8.500h9.500V20H9z", "M5.5 15.500V4H15"],
  down: ["M5 9l7 7 7-7"],
  download: ["M12 4v11", "M7 10.500l5 5 5-5", "M5 20h14"],
  edit: ["M5 19l1-4.200L16.2 4.600l3.2 3.200L9.2 18z", "M14 7l3 3"],
  file: ["M6 3.500h8l4.5 4.500v12.500H6z", "M13.5 4v4.500H18"],
  forward: ["M14 5l6.5 6.500L14 18", "M20 11.500h-8c-4.5 0-7.5 2.5-8.5 7"],
  globe: ["M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z", "M3.5 12h17", "M12 3.5c5 5.5 5 11.5 0 17", "M12 3.5c-5 5.5-5 11.5 0 17"],
  group: ["M9 5a3.2 3.2 0 1 0 0 6.400A3.2 3.2 0 0 0 9 5z", "M2.8 19c.6-3.2 3-5 6.2-5s5.6 1.8 6.2 5", "M15.5 5.600a3 3 0 0 1 0 5.6", "M17.5 14.400c2 .6 3.3 2.2 3.7 4.6"],
  keyboard: ["M3.5 6.500h17v11h-17z", "M7 10h.01M10.3 10h.01M13.7 10h.01M17 10h.01M8.5 14h7"],
  link: ["M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.700l-1 1", "M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.700l1-1"],
  menu: ["M4 6.500h16", "M4 12h16", "M4 17.500h16"],
  more: ["M12 5.500v.01M12 12v.01M12 18.500v.01"],
  open: ["M8 16L17 7", "M9.5 7H17v7.5"],
  pause: ["M9 6.500v11", "M15 6.500v11"],
  photo: ["M4 5h16v14H4z", "M4 16l4.5-4.5 4 4 3-3L20 17", "M15.5 8.500h.01"],
  pin: ["M12 21c4.3-4.7 6.5-8.1 6.5-11A6.5 6.5 0 0 0 5.5 10c0 2.9 2.2 6.3 6.5 11z", "M12 7.800a2.4 2.4 0 1 0 0 4.8 2.4 2.4 0 0 0 0-4.800z"],
  play: ["M8.5 5.500l9.5 6.5-9.5 6.500z"],
  reply: ["M10 5L3.5 11.5 10 18", "M4 11.500h8c4.5 0 7.5 2.5 8.5 7"],
  send: ["M12 19.500V5", "M5.5 11L12 4.500l6.5 6.5"],
  skip: ["M5 6l7 6-7 6z", "M12 6l7 6-7 6z"],
  slash: ["M15.5 4.500l-7 15"],
  stop: ["M7 7h10v10H7z"],
  voice: ["M12 3.500a2.8 2.8 0 0 0-2.8 2.800v5.400a2.8 2.8 0 0 0 5.6 0V6.300A2.8 2.8 0 0 0 12 3.500z", "M5.8 11.500a6.2 6.2 0 0 0 12.4 0", "M12 17.700V21"],
};

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  for (const line of DRAWINGS[name]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", line);
    svg.append(path);
  }
  return svg;
}

export function iconButton(name, label, onclick, extra = {}) {
  return el("button.icon-button", { type: "button", "aria-label": label, title: label, onclick, ...extra }, icon(name));
}

// Arrow keys move the focus among the focusable children that match, round the ends.
export function moveFocus(event, container, selector) {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  const items = [...container.querySelectorAll(selector)].filter((item) => !item.disabled);
  if (!items.length || (step === undefined && event.key !== "Home" && event.key !== "End")) return false;
  const at = items.indexOf(document.activeElement);
  let next = (at + step + items.length) % items.length;
  if (event.key === "Home" || (at < 0 && step === 1)) next = 0;
  if (event.key === "End" || (at < 0 && step === -1)) next = items.length - 1;
  items[next].focus();
  event.preventDefault();
  return true;
}
