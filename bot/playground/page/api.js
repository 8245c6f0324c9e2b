// The playground's HTTP interface, one function for each address.

export class Refused extends Error {
  // The server answered, and its words are for the person.
  constructor(words, status) {
    super(words);
    this.status = status;
  }
}

export class Unreachable extends Error {}

async function call(method, path, body) {
  const options = { method, headers: {} };
  if (body instanceof FormData) options.body = body;
  else if (body !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(`/play/${path}`, options);
  } catch (failure) {
    throw new Unreachable(failure.message);
  }
  const text = await response.text();
  let answer = null;
  try {
    answer = text ? JSON.parse(text) : null;
  } catch {
    throw new Refused(text.slice(0, 200), response.status);
  }
  if (!response.ok) throw new Refused(answer?.error ?? `HTTP ${response.status}`, response.status);
  return answer;
}

const query = (values) =>
  new URLSearchParams(Object.entries(values).filter(([, value]) => value !== undefined && value !== null)).toString();

export const getState = () => call("GET", "state");
export const getChats = (persona) => call("GET", `chats?${query({ persona })}`);
export const getMessages = (persona, chatId, before, limit = 50) =>
  call("GET", `chats/${chatId}/messages?${query({ persona, before, limit })}`);
export async function getCommands(persona, chatId) {
  const answer = await call("GET", `commands?${query({ persona, chat_id: chatId })}`);
  return answer.commands ?? answer;
}

export const getClock = () => call("GET", "clock");
export const moveClock = (to) => call("POST", "clock", to);
export const markRead = (persona, chatId, upTo) => call("POST", `chats/${chatId}/read`, { persona, up_to: upTo });
export const send = (persona, chatId, content) => call("POST", `chats/${chatId}/messages`, { persona, ...content });
export const edit = (persona, chatId, messageId, text) =>
  call("POST", `chats/${chatId}/messages/${messageId}/edit`, { persona, text });
export const tap = (persona, chatId, messageId, data) =>
  call("POST", `chats/${chatId}/messages/${messageId}/tap`, { persona, data });
// What the bot finds for `query` after its name in the text field; nothing is sent.
export const seekInline = (persona, chatId, query, offset) => call("POST", `chats/${chatId}/inline`, { persona, query, offset });
export const chooseInline = (persona, chatId, queryId, resultId, replyTo) =>
  call("POST", `chats/${chatId}/inline/chosen`, { persona, query_id: queryId, result_id: resultId, reply_to: replyTo });
// `shared` is what the key asks for: {location}; a contact is the persona's own.
export const press = (persona, chatId, messageId, text, shared = {}) =>
  call("POST", `chats/${chatId}/messages/${messageId}/press`, { persona, text, ...shared });
export const start = (persona, payload) => call("POST", "start", { persona, payload });
export const block = (persona, blocked) => call("POST", "block", { persona, blocked });

export function sendFile(persona, chatId, file, kind, caption, replyTo) {
  const form = new FormData();
  form.append("persona", persona);
  form.append("kind", kind);
  if (caption) form.append("caption", caption);
  if (replyTo) form.append("reply_to", String(replyTo));
  form.append("file", file, file.name);
  return call("POST", `chats/${chatId}/messages`, form);
}

export const fileAddress = (fileId) => `/play/files/${encodeURIComponent(fileId)}`;

const LONGEST_PAUSE_MS = 5000;

// Follows the events of every persona. After a loss it starts afresh, because the server itself may
// have been restarted: `onopen(true)` then means "load again what you show".
export function follow({ onevent, onopen, onlost }) {
  let pauseMs = 400;
  let isAgain = false;
  const connect = () => {
    const source = new EventSource(`/play/events?${query({ persona: "*" })}`);
    source.onopen = () => {
      pauseMs = 400;
      onopen(isAgain);
      isAgain = true;
    };
    source.onmessage = (event) => onevent(JSON.parse(event.data));
    source.onerror = () => {
      source.close();
      isAgain = true;
      onlost();
      setTimeout(connect, pauseMs);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    };
  };
  connect();
}
