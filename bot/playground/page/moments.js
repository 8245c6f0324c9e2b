// How the page writes moments and sizes: in the playground's zone and the page's language.

import { currentLanguage, say } from "./words.js";

let zone = "UTC";

export function useZone(name) {
  zone = name;
}

const locale = () => (currentLanguage() === "ru" ? "ru-RU" : "en-GB");
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

function parts(moment, options) {
  const found = {};
  for (const part of new Intl.DateTimeFormat(locale(), { timeZone: zone, ...options }).formatToParts(moment)) {
    found[part.type] = part.value;
  }
  return found;
}

const DATE = { year: "numeric", month: "2-digit", day: "2-digit" };

// «2024-11-21» in the playground's zone: for comparing days.
export function dayKey(moment) {
  const { year, month, day } = parts(moment, DATE);
  return `${year}-${month}-${day}`;
}

export const timeOf = (moment) =>
  new Intl.DateTimeFormat("ru-RU", { timeZone: zone, hour: "2-digit", minute: "2-digit" }).format(moment);

// «Чт, 21 ноября, 14:05»
export function clockLine(moment) {
  const { weekday, day, month } = parts(moment, { weekday: "short", day: "numeric", month: "long" });
  return `${capital(weekday)}, ${day} ${month}, ${timeOf(moment)}`;
}

export function dayLine(moment, now) {
  const days = Math.round((Date.parse(dayKey(now)) - Date.parse(dayKey(moment))) / 86400000);
  if (days === 0) return say("today");
  if (days === 1) return say("yesterday");
  const { day, month, year } = parts(moment, { day: "numeric", month: "long", year: "numeric" });
  return year === parts(now, { year: "numeric" }).year ? `${day} ${month}` : `${day} ${month} ${year}`;
}

// The time today, the weekday this week, the date before that: for lists.
export function shortMoment(moment, now) {
  if (dayKey(moment) === dayKey(now)) return timeOf(moment);
  if (Math.abs(now - moment) < 6 * 86400000) return capital(parts(moment, { weekday: "short" }).weekday);
  const { day, month } = parts(moment, { day: "2-digit", month: "2-digit" });
  return currentLanguage() === "ru" ? `${day}.${month}` : `${day}/${month}`;
}

// What a datetime-local field shows for a moment, and the moment that such a field means.
export const fieldValue = (moment) => `${dayKey(moment)}T${timeOf(moment)}`;

export function momentFromField(value) {
  const wanted = Date.parse(`${value}:00Z`);
  let moment = wanted;
  for (let round = 0; round < 2; round += 1) moment += wanted - Date.parse(`${fieldValue(new Date(moment))}:00Z`);
  return new Date(moment);
}

export function sizeOf(bytes) {
  if (bytes === undefined || bytes === null) return "";
  const units = currentLanguage() === "ru" ? ["Б", "КБ", "МБ", "ГБ"] : ["B", "KB", "MB", "GB"];
  const step = bytes < 1024 ? 0 : Math.min(3, Math.floor(Math.log2(bytes) / 10));
  const number = new Intl.NumberFormat(locale(), { maximumFractionDigits: 1 }).format(bytes / 1024 ** step);
  return `${number} ${units[step]}`;
}

export function durationOf(seconds) {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
}
