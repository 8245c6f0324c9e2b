# Clients: found, shown, created.
client-title = 👤 <b>{ $name }</b>
client-segment = Сегмент: { $segment }
client-owner = Ответственный: { $owner }, { $branch }
client-tax-number = ИНН: { $number }
client-phone = 📞 { $phone }
client-phone-of = 📞 { $phone } ({ $contact })
client-no-phone = 📞 Телефона нет
client-more-phones = И ещё телефонов: { $count }
phone-with-extension = { $number }, доб. { $extension }
client-contacts = Контакты: { $names }
client-contacts-more = Контакты: { $names } и ещё { $count }
client-deals = Сделки: в работе { $open }, выиграно { $won }
client-deals-worth = { $count } на { $money }
client-last-event = Последнее: { $event }
client-new-deal-button = ➕ Новая сделка
client-deals-button = 💼 Сделки
client-note-button = 📝 Заметка
client-phone-button = 📞 Телефон
client-edit-button = ✏️ Изменить
client-name-button = Имя
client-tax-number-button = ИНН
client-email-button = ✉️ Почта
client-no-tax-number-button = Без ИНН
client-contact-email-button = { $name } · { $email }
client-whose-email = ✉️ <b>{ $name }</b>
    Чья почта?
client-search-button = « Поиск
client-history-title = 🕓 <b>{ $name }</b>
client-history-empty = Пока ничего не было.
client-changes = ✏️ <b>{ $name }</b>
    Выберите сегмент или измените имя.
client-present-segment-button = ✅ { $name }
clients-found = 🔎 По запросу «{ $wanted }» нашёл: { $count }
clients-none-found = 🔎 Не нашёл. Создать клиента «{ $wanted }»?
clients-no-phone-found = 🔎 Клиента с телефоном { $phone } не нашёл. Создать?
clients-find-prompt = 🔎 Напишите имя или телефон клиента.
client-line-button = { $name } · { $beside }
client-new-button = ➕ Новый клиент
client-create-button = ➕ Создать клиента
client-known-button = 👤 { $name }
client-of-another = клиент другого сотрудника
client-twin = • { $name } — { $owner }, { $branch }
client-twin-by-phone = • { $name } — { $owner }, { $branch } (тот же телефон)
client-twin-by-email = • { $name } — { $owner }, { $branch } (та же почта)
client-twin-by-tax-number = • { $name } — { $owner }, { $branch } (тот же ИНН)
client-twins = ⚠️ Похоже, такой клиент уже есть:
    { $twins }
client-create-anyway-button = Создать всё равно
client-others-with = ⚠️ { $sign ->
    [phone] Этот телефон уже есть
    [email] Эта почта уже есть
   *[other] Этот ИНН уже есть
} у другого клиента:
    { $twins }
client-add-anyway-button = Всё равно добавить
client-name-question = Как называется клиент? Можно сразу строкой: <code>Ромашка, +7 999 123-45-67, Иванов Пётр</code>.
client-phone-question = Какой у клиента телефон?
client-contact-question = С кем там говорить? Напишите имя.
contact-shared = 🙋 { $name }, { $phone }
contact-file-button = К существующему
contact-client-question = К какому клиенту? Напишите имя или телефон.
contact-clients-found = Нашёл: { $count }. Выберите клиента или напишите иначе.
contact-clients-none = Не нашёл «{ $wanted }». Напишите иначе.
question-client-note = Напишите заметку о клиенте.
question-client-phone = Напишите телефон клиента.
question-client-tax-number = Напишите ИНН клиента: 10 или 12 цифр.
question-client-email = Напишите адрес почты.
question-client-name = Напишите новое имя клиента.
error-name-missing = Название пустое. Напишите хотя бы одну букву или цифру.
error-name-too-long = Слишком длинно: { $length } знаков, можно не больше { $limit }. Сократите.
error-phone-unreadable = Такого номера нет. Напишите его с кодом, например: +7 912 345-67-89.
error-email-unreadable = Это не похоже на адрес почты. Напишите его так: ivan@romashka.ru.
error-tax-number-unreadable = { $country ->
    [RU] Такого ИНН нет: в нём 10 или 12 цифр, и последние проверочные. Проверьте, нет ли опечатки.
   *[other] Такого налогового номера нет. В нём от 5 до 20 букв и цифр.
}
error-client-has-twins = Похоже, такой клиент уже есть. Найдите его по имени или телефону.
error-note-missing = Здесь пусто. Напишите словами.
error-note-too-long = Слишком длинно: { $length } знаков, можно не больше { $limit }. Сократите.
error-search-outdated = Этот поиск устарел. Напишите имя или телефон ещё раз.
