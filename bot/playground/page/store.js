// What the page knows, in one place, and who wants to hear when a part of it changes.

export const store = {
  bot: { id: 0, username: "", name: "" },
  forumChatId: null,
  personas: [],
  skips: [],
  clock: { now: Date.now(), readAt: performance.now() },
  chats: new Map(), // persona key -> its chats
  commands: [],
  persona: null, // the persona whose eyes we look through
  chatId: null,
  messages: [], // of the open chat, oldest first
  hasOlder: false,
  isLoading: false,
  firstUnreadId: null,
  pending: [], // {id, text} on their way to the server
  action: null, // what the bot is doing in the open chat
  replyTo: null,
  editing: null,
};

const listeners = new Map();

export function listen(topics, listener) {
  for (const topic of topics.split(" ")) listeners.set(topic, [...(listeners.get(topic) ?? []), listener]);
}

export function tell(topic) {
  for (const listener of listeners.get(topic) ?? []) listener();
}

export const now = () => new Date(store.clock.now + performance.now() - store.clock.readAt);

export function setClock(iso) {
  store.clock = { now: Date.parse(iso), readAt: performance.now() };
  tell("clock");
}

export const nameOf = (person) => [person?.first_name, person?.last_name].filter(Boolean).join(" ");
export const openChat = () => chatsOf(store.persona?.key).find((chat) => chat.chat_id === store.chatId);
export const isGroupOpen = () => store.chatId !== store.persona?.private_chat_id;
export const topicOf = (message) => message.is_topic_message && (openChat()?.topics?.[message.message_thread_id]
  ?? store.messages.find((one) => one.message_id === message.message_thread_id)?.forum_topic_created?.name);
export const isOwn = (message) => message.from?.id === store.persona?.user_id;
export const unreadOf = (key) => chatsOf(key).reduce((sum, chat) => sum + (chat.unread ?? 0), 0);

// The private chat with the bot is there before its first message.
export function chatsOf(key) {
  const persona = store.personas.find((one) => one.key === key);
  const chats = [...(store.chats.get(key) ?? [])];
  if (persona && !chats.some((chat) => chat.chat_id === persona.private_chat_id)) {
    chats.push({ chat_id: persona.private_chat_id, type: "private", title: store.bot.name, unread: 0, last: null });
  }
  const isPrivate = (chat) => (chat.type === "private" ? 0 : 1);
  return chats.sort((one, other) => isPrivate(one) - isPrivate(other));
}
