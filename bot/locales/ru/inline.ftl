# Clients found from any chat.
inline-line = { $owner }, { $branch } · сделок в работе: { $deals }
inline-line-of-contact = { $contact } · { $about }
inline-recent = Недавно
inline-posted = 👤 Карточка клиента
inline-open-button = Открыть карточку
inline-none-found = Клиента не нашёл. Открыть личный чат
inline-prompt = Напишите имя или телефон клиента
