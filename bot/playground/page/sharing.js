// What is sent besides text: files, a contact, a place, a voice.

import { sendContent, sendFiles } from "./conversation.js";
import { el, icon, iconButton } from "./dom.js";
import { ask, field, toast } from "./layers.js";
import { durationOf, sizeOf } from "./moments.js";
import { inLanguage, say } from "./words.js";

const PICTURES = /^image\/(jpeg|png|webp)$/;
const PREVIEW_PX = 160;

export function pickFiles(accept, asFile) {
  const input = el("input", { type: "file", multiple: true, accept });
  input.addEventListener("change", () => offerFiles([...input.files], asFile));
  input.click();
}

// Shows what is about to be sent, with a caption and the choice between a photo and a file.
export async function offerFiles(files, asFile = false) {
  if (!files.length) return;
  const pictured = files.some((file) => PICTURES.test(file.type));
  const answer = await ask({
    title: say("sendFiles", { n: files.length }),
    body: [
      el("div.previews", {}, files.map(preview)),
      pictured && el("label.check", {}, el("input", { type: "checkbox", name: "as_file", checked: asFile }), say("asFile")),
      field(say("caption"), { name: "caption", type: "text", maxlength: "1024", autofocus: true }),
    ],
    confirm: say("send"),
  });
  if (!answer) return;
  const isPhoto = (file) => PICTURES.test(file.type) && !answer.get("as_file");
  await sendFiles(files, (file) => (isPhoto(file) ? "photo" : "document"), answer.get("caption").trim());
}

function preview(file) {
  const name = el("span", {}, el("strong", {}, file.name), el("small", {}, sizeOf(file.size)));
  const box = el("div.preview", {}, el("div.disc", {}, icon(PICTURES.test(file.type) ? "photo" : "file")), name);
  if (PICTURES.test(file.type)) draw(file, box).catch((failure) => console.warn(failure));
  return box;
}

async function draw(file, box) {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, PREVIEW_PX / Math.max(bitmap.width, bitmap.height));
  const canvas = el("canvas", { width: Math.max(1, Math.round(bitmap.width * scale)), height: Math.max(1, Math.round(bitmap.height * scale)) });
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  box.querySelector(".disc").replaceWith(canvas);
}

export async function offerContact() {
  const answer = await ask({
    title: say("contactTitle"),
    body: [
      field(say("firstName"), { name: "first_name", required: true, maxlength: "64", autofocus: true }),
      field(say("lastName"), { name: "last_name", maxlength: "64" }),
      field(say("phone"), { name: "phone_number", type: "tel", required: true, maxlength: "32", placeholder: "+7 912 345-67-89" }),
    ],
    confirm: say("send"),
  });
  if (!answer) return;
  const contact = { first_name: answer.get("first_name").trim(), phone_number: answer.get("phone_number").trim() };
  if (answer.get("last_name").trim()) contact.last_name = answer.get("last_name").trim();
  await sendContent(`${contact.first_name}, ${contact.phone_number}`, { contact });
}

// Keys of a reply keyboard that give away something of one's own ask first.
export async function mayShareContact() {
  return (await ask({ title: say("shareContact"), confirm: say("send") })) !== null;
}

const PLACES = [
  { ru: "Москва, Красная площадь", en: "Moscow, Red Square", at: [55.75393, 37.620795] },
  { ru: "Новосибирск, площадь Ленина", en: "Novosibirsk, Lenin Square", at: [55.030204, 82.92043] },
  { ru: "Екатеринбург, Плотинка", en: "Yekaterinburg, Plotinka", at: [56.837814, 60.603787] },
  { ru: "Алматы, площадь Республики", en: "Almaty, Republic Square", at: [43.238949, 76.945465] },
];

export async function offerLocation() {
  const location = await askLocation();
  if (location) await sendContent(say("location"), { location });
}

// A place that the person gives, {latitude, longitude}, or null.
export async function askLocation() {
  const latitude = field(say("latitude"), { name: "latitude", type: "number", step: "any", min: "-90", max: "90", required: true, value: String(PLACES[0].at[0]) });
  const longitude = field(say("longitude"), { name: "longitude", type: "number", step: "any", min: "-180", max: "180", required: true, value: String(PLACES[0].at[1]) });
    const preset = el("select", { autofocus: true },
    PLACES.map((place, index) => el("option", { value: String(index) }, inLanguage(place))), el("option", { value: "" }, say("ownPlace")));
  preset.addEventListener("change", () => {
    const place = PLACES[preset.value === "" ? -1 : Number(preset.value)];
    if (!place) return latitude.querySelector("input").select();
    [latitude.querySelector("input").value, longitude.querySelector("input").value] = place.at;
    return undefined;
  });
  for (const input of [latitude, longitude]) input.addEventListener("input", () => { preset.value = ""; });
  const answer = await ask({
    title: say("locationTitle"),
    body: [el("label.field", {}, el("span", {}, say("preset")), preset), el("div.pair", {}, latitude, longitude)],
    confirm: say("send"),
  });
  return answer && { latitude: Number(answer.get("latitude")), longitude: Number(answer.get("longitude")) };
}

// Records from the microphone; `bar` is where the recording shows itself.
export async function recordVoice(bar) {
  const stream = await navigator.mediaDevices?.getUserMedia({ audio: true }).catch(() => null);
  if (!stream) {
    toast(say("noMicrophone"), "error");
    return;
  }
  const recorder = new MediaRecorder(stream);
  const pieces = [];
  const since = performance.now();
  let isKept = false;
  const time = el("span.recording-time", {}, "0:00");
  const ticking = setInterval(() => { time.textContent = durationOf((performance.now() - since) / 1000); }, 500);
  const finish = (keep) => { isKept = keep; recorder.stop(); };
  const stop = iconButton("stop", say("stopRecording"), () => finish(true));
  const line = el("div.recording", { onkeydown: (event) => event.key === "Escape" && finish(false) },
    el("span.recording-dot"), time, el("button.button", { type: "button", onclick: () => finish(false) }, say("cancel")), stop);
  recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
  recorder.addEventListener("stop", () => {
    clearInterval(ticking);
    line.remove();
    for (const track of stream.getTracks()) track.stop();
    const file = new File(pieces, "voice.ogg", { type: recorder.mimeType });
    if (isKept) sendFiles([file], () => "voice", "");
  });
  bar.append(line);
  stop.focus();
  recorder.start();
}
