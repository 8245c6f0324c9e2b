// The page's own words in both languages.

const WORDS = {
  ru: {
    personas: "Персонажи", chats: "Чаты", unread: "Непрочитанных: {n}", language: "Язык страницы",
    openLink: "Открыть приглашение", openLinkHint: "Вставьте ссылку вида https://t.me/{bot}?start=…", linkField: "Ссылка или код",
    open: "Открыть", badLink: "Это не ссылка на бота. Нужна ссылка вида https://t.me/{bot}?start=…",
    skip: "Перевести часы", exact: "Точное время…", exactTitle: "Который теперь час?", exactField: "Дата и время",
    exactHint: "Вперёд: вместе с часами придут напоминания и сводки.", move: "Перевести", clockNow: "Часы игры: {when}",
    message: "Сообщение", sendButton: "Отправить", attach: "Прикрепить", commands: "Команды бота",
    photo: "Фото", file: "Файл", contact: "Контакт", location: "Место", voice: "Голосовое сообщение", video: "Видео", sticker: "Стикер",
    animation: "Анимация", audio: "Аудио",
    contactTitle: "Отправить контакт", firstName: "Имя", lastName: "Фамилия", phone: "Телефон", send: "Отправить", cancel: "Отмена",
    shareContact: "Отправить боту свой номер телефона?",
    locationTitle: "Отправить место", preset: "Готовое место", latitude: "Широта", longitude: "Долгота", ownPlace: "Своё",
    reply: "Ответить", copy: "Копировать текст", edit: "Изменить", forward: "Переслать", copied: "Скопировано",
    editing: "Изменение сообщения", replyingTo: "Ответ: {name}", forwardTitle: "Куда переслать?", forwardedFrom: "Переслано от {name}",
    foundByBot: "Найдено ботом", noInlineAnswer: "Бот не ответил", via: "через {name}",
    forwarded: "Переслано", edited: "изменено", you: "Вы", today: "Сегодня", yesterday: "Вчера", newMessages: "Новые сообщения",
    toNewest: "К последним сообщениям", empty: "Здесь пока пусто", emptyHint: "Нажмите «Начать», и бот ответит.", emptyGroup: "Напишите первым.",
    start: "Начать", bot: "бот", groupChat: "группа", typing: "печатает…", sendingFile: "отправляет файл…", sendingPhoto: "отправляет фото…",
    recording: "записывает голос…", menu: "Ещё", blockBot: "Заблокировать бота", unblockBot: "Разблокировать бота",
    blockedShort: "заблокирован", blockedNote: "Бот заблокирован и не может вам писать.", lost: "Связь потеряна. Подключаюсь…",
    unreachable: "Сервер не отвечает. Проверьте, что он запущен.", close: "Закрыть", download: "Скачать", enlarge: "Увеличить фото",
    dropHere: "Отпустите файл, чтобы отправить", sendFiles: "Отправить файлы: {n}", caption: "Подпись", asFile: "Отправить как файл",
    replyKeyboard: "Клавиатура ответа", showKeyboard: "Показать клавиатуру", hideKeyboard: "Скрыть клавиатуру", messageMenu: "Действия с сообщением",
    sending: "Отправляется", sent: "Отправлено", list: "Сообщения", joined: "{name} теперь в группе", left: "{name} больше не в группе",
    pinned: "Закреплено сообщение", titleChanged: "Группа теперь называется «{name}»", groupCreated: "Группа создана", topicCreated: "Тема «{name}»",
    unsupported: "Сообщение этого вида здесь не показывается", ok: "Понятно", notHere: "Эта кнопка здесь не работает",
    noAnswer: "Бот не ответил на нажатие", play: "Слушать", pause: "Пауза", position: "Место в записи", cannotPlay: "Запись не воспроизводится", stopRecording: "Остановить и отправить", noMicrophone: "Нет доступа к микрофону",
    deletedQuote: "Сообщение",
    hint: "Alt+1…6 меняет персонажа",
  },
  en: {
    personas: "Personas", chats: "Chats", unread: "Unread: {n}", language: "Page language",
    openLink: "Open an invitation", openLinkHint: "Paste a link like https://t.me/{bot}?start=…", linkField: "Link or code",
    open: "Open", badLink: "This is not a link to the bot. It should look like https://t.me/{bot}?start=…",
    skip: "Move the clock", exact: "Exact moment…", exactTitle: "What time is it now?", exactField: "Date and time",
    exactHint: "Forward: reminders and digests arrive with the clock.", move: "Move", clockNow: "Playground clock: {when}",
    message: "Message", sendButton: "Send", attach: "Attach", commands: "Bot commands",
    photo: "Photo", file: "File", contact: "Contact", location: "Location", voice: "Voice message", video: "Video", sticker: "Sticker",
    animation: "Animation", audio: "Audio",
    contactTitle: "Send a contact", firstName: "First name", lastName: "Last name", phone: "Phone", send: "Send", cancel: "Cancel",
    shareContact: "Send your phone number to the bot?",
    locationTitle: "Send a location", preset: "Known place", latitude: "Latitude", longitude: "Longitude", ownPlace: "Custom",
    reply: "Reply", copy: "Copy text", edit: "Edit", forward: "Forward", copied: "Copied",
    editing: "Editing a message", replyingTo: "Reply to {name}", forwardTitle: "Forward to", forwardedFrom: "Forwarded from {name}",
    foundByBot: "Found by the bot", noInlineAnswer: "The bot did not answer", via: "via {name}",
    forwarded: "Forwarded", edited: "edited", you: "You", today: "Today", yesterday: "Yesterday", newMessages: "New messages",
    toNewest: "To the newest messages", empty: "Nothing here yet", emptyHint: "Press Start, and the bot will answer.", emptyGroup: "Be the first to write.",
    start: "Start", bot: "bot", groupChat: "group", typing: "typing…", sendingFile: "sending a file…", sendingPhoto: "sending a photo…",
    recording: "recording voice…", menu: "More", blockBot: "Block the bot", unblockBot: "Unblock the bot",
    blockedShort: "blocked", blockedNote: "The bot is blocked and cannot write to you.", lost: "Connection lost. Reconnecting…",
    unreachable: "The server does not answer. Check that it is running.", close: "Close", download: "Download", enlarge: "Enlarge the photo",
    dropHere: "Drop the file to send it", sendFiles: "Send files: {n}", caption: "Caption", asFile: "Send as a file",
    replyKeyboard: "Reply keyboard", showKeyboard: "Show the keyboard", hideKeyboard: "Hide the keyboard", messageMenu: "Message actions",
    sending: "Sending", sent: "Sent", list: "Messages", joined: "{name} joined the group", left: "{name} left the group",
    pinned: "A message was pinned", titleChanged: "The group is now called “{name}”", groupCreated: "The group was created", topicCreated: "Topic “{name}”",
    unsupported: "A message of this kind is not shown here", ok: "OK", notHere: "This button does not work here",
    noAnswer: "The bot did not answer the tap", play: "Play", pause: "Pause", position: "Position", cannotPlay: "This recording cannot be played", stopRecording: "Stop and send", noMicrophone: "No access to the microphone",
    deletedQuote: "Message",
    hint: "Alt+1…6 switches personas",
  },
};

const KEPT_AS = "naparnik.language";

function firstLanguage() {
  const kept = localStorage.getItem(KEPT_AS);
  if (kept in WORDS) return kept;
  return navigator.language?.slice(0, 2).toLowerCase() in WORDS ? navigator.language.slice(0, 2).toLowerCase() : "ru";
}

let language = firstLanguage();

export const currentLanguage = () => language;
export const languages = Object.keys(WORDS);

export function chooseLanguage(code) {
  language = code;
  localStorage.setItem(KEPT_AS, code);
}

export function say(key, values = {}) {
  return WORDS[language][key].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export const inLanguage = (titles) => titles?.[language] ?? titles?.ru ?? titles?.en ?? "";
