# Visits: free times, booking, the card, the result, a client's address.
timeline-visit-booked = 📍 Записан визит { $at }, едет { $visitor }
timeline-visit-moved = 📍 Визит перенесён с { $was } на { $at }, едет { $visitor }
timeline-visit-cancelled = 📍 Визит { $at } отменён
timeline-address-noted = 🏠 Указан адрес клиента

visit-slots-title = 📍 <b>Визит: { $client }</b>
visit-slots-moved-title = 📍 <b>Перенос визита: { $client }</b>
visit-slots-visitor = Едет: { $name }
visit-slots-was = Сейчас записан: { $when }
visit-slots-days = Свободные дни, рядом число свободных окон:
visit-slots-none = Свободного времени на ближайшие дни нет. Выберите, кто ещё может поехать.
visit-slots-day = Когда начать { $day }? Визит займёт { $span }.
visit-slots-day-none = На этот день ({ $day }) свободного времени уже нет.
visit-slots-zones = Время в поясе того, кто едет; в скобках ваше.
visit-day-button = { $day } · { $count }
visit-time-button = { $time }
visit-time-both-button = { $time } ({ $own })
visit-other-visitor-button = 👥 Едет другой
visit-days-button = « Дни
visit-client-back-button = « Клиент
visit-back-button = « Визит
visit-visitors-title = 👥 <b>Кто поедет?</b>
visit-visitor-button = { $name }
visit-visitor-pair-button = 🤝 { $name }
visit-visitor-away-button = 🌴 { $name }, нет до { $until }
visit-booked-answer = Визит записан

visit-title = 📍 <b>Визит: { $client }</b>
visit-booked-title = 📍 <b>Вам записан визит: { $client }</b>
visit-moved-title = 📍 <b>Визит перенесён: { $client }</b>
visit-cancelled-title = ✖️ <b>Визит отменён: { $client }</b>
visit-soon-title = ⏰ <b>Скоро визит: { $client }</b>
visit-today-title = ⏰ <b>Сегодня визит: { $client }</b>
visit-report-title = ❓ <b>Как прошёл визит: { $client }</b>
visit-unreported-title = ❗ <b>Нет результата визита: { $client }</b>
visit-held-title = ✅ <b>Визит состоялся: { $client }</b>
visit-no-show-title = 🚪 <b>Визит не состоялся: { $client }</b>
visit-to-move-title = ⚠️ <b>Визиту нужно другое время: { $client }</b>
visit-when = 🗓 { $day }, { $from }–{ $to }
visit-when-own = 🗓 { $day }, { $from }–{ $to } (у вас { $ownFrom }–{ $ownTo })
visit-to-move = У того, кто едет, это время занято. Перенесите визит и предупредите клиента.
visit-who = Едет: { $visitor }, записал: { $booker }
visit-seen = 👁 Тот, кто едет, визит видел
visit-unseen = Тот, кто едет, визит ещё не подтвердил
visit-address = 🏠 { $address }
visit-place-known = 🏠 Адрес отмечен на карте
visit-no-address = 🏠 Адрес не указан
visit-contact = 👤 { $name }
visit-phone = 📞 { $phone }
visit-agreed = 🤝 { $words }
visit-reason = Причина: { $reason }
visit-moved-reason = Почему перенесли: { $reason }
visit-settled = Отметил: { $name }, { $at }
visit-words = 💬 { $words }
visit-distance = 📌 { $distance } от адреса
visit-place = 📌 Место отмечено, адреса на карте нет
visit-history = Последние контакты:
visit-history-line = { $kind }, { $day }
visit-history-words = { $kind }, { $day }: { $words }
visit-step-planned = ➡️ Следующий шаг записан в сделку
visit-step-draft = ➡️ Следующий шаг сохранён черновиком задачи
distance-metres = в { $metres } м
distance-kilometres = в { $kilometres } км

visit-see-button = 👁 Вижу
visit-file-button = 📅 В календарь
visit-map-button = 🗺 На карте
visit-agreed-button = 🤝 Договорённость
visit-move-button = 🔁 Перенести
visit-cancel-button = ✖️ Отменить
visit-again-button = 🔁 Записать снова
visit-held-button = ✅ Состоялся
visit-no-show-button = 🚪 Не состоялся
visit-contact-button = 💬 Контакт
visit-draft-button = 📝 Черновик
visits-list-button = 📍 Все визиты
client-visit-button = 📍 Визит
client-place = 🏠 { $address }
client-place-known = 🏠 Адрес отмечен на карте
client-next-visit = 📍 Визит { $when }, едет { $visitor }
client-place-visit = 🏠 { $address } · 📍 визит { $when }, едет { $visitor }
client-address-button = 🏠 Адрес
client-place-here-button = 🏠 Это адрес клиента

question-visit-agreed = О чём договорились? Напишите: это увидит тот, кто едет.
question-visit-move = Почему переносим?
question-visit-cancel = Почему отменяем?
visit-reason-client-button = Попросил клиент
visit-reason-busy-button = Не успеваем
visit-reason-ill-button = Заболел
address-question =
    🏠 <b>{ $name }</b>

    Напишите адрес или пришлите геопозицию, если вы сейчас у клиента.

visit-report =
    { $title }

    Напишите, как прошло, пришлите фото и геопозицию. Потом нажмите «Сохранить».

    { $filled }
visit-report-words = 💬 { $words }
visit-report-files = 📎 Файлов: { $count }
visit-report-spot = 📌 Место отмечено
visit-report-step = ➡️ { $words }, { $when }
visit-report-save-button = Сохранить
visit-report-step-button = ➡️ Следующий шаг
visit-step-question = Что дальше и когда? Например: «отправить КП завтра в 10».
visit-step-default = Связаться с клиентом

visits-ahead-title = 📍 <b>Мои визиты: { $count }</b>
visits-past-title = 📍 <b>Мои прошедшие визиты: { $count }</b>
visits-team-ahead-title = 📍 <b>Визиты команды: { $count }</b>
visits-team-past-title = 📍 <b>Прошедшие визиты команды: { $count }</b>
visits-none = Пока ничего нет. Записать визит можно на карточке клиента.
visits-line = { $client } · { $when }
visits-line-of = { $client } · { $when } · { $visitor }
visits-ahead-button = Предстоят
visits-past-button = Прошли
visits-mine-button = Мои
visits-team-button = Команда
visit-mark-booked = 📍
visit-mark-to-move = ⚠️
visit-mark-held = ✅
visit-mark-no-show = 🚪
visit-mark-cancelled = ✖️

day-visit-to-move = <b>⚠️ Визиты без времени: { $count }</b>
day-visit-report = <b>❓ Визиты без результата: { $count }</b>
day-visit-today = <b>📍 Визиты сегодня: { $count }</b>
day-visit-tomorrow = <b>📍 Визиты завтра: { $count }</b>

visit-calendar-summary = Визит: { $client }
visit-calendar-caption = Визит для календаря телефона. Откройте файл, чтобы добавить.
visit-calendar-phone = Телефон: { $phone }
visit-calendar-contact = Контакт: { $name }
visit-calendar-booker = Записал: { $name }

absence-visits = { $count ->
    [one] ⚠️ На эти дни записан { $count } визит
    [few] ⚠️ На эти дни записаны { $count } визита
   *[other] ⚠️ На эти дни записано { $count } визитов
}. После сохранения решите, что с ними делать.
absence-visits-button = 📍 Визиты этих дней: { $count }
clashes-title = 📍 <b>{ $name }: визиты в дни отсутствия</b>
clashes-hint = Передайте их заместителю ({ $deputy }) или откройте каждый: перенести, отменить.
clashes-none = Визитов в эти дни не осталось.
clashes-give-button = Передать заместителю
clashes-given = Передано: { $count }. Что осталось, заместителю не по времени.

help-visits = /visits — визиты к клиентам: предстоят и прошли
merge-moves-visits = { $count ->
    [one] { $count } визит
    [few] { $count } визита
   *[other] { $count } визитов
}
command-visits = Визиты: предстоят и прошли
rulebook-field-visits = визиты
rulebook-field-visit-minutes = минут на визит
rulebook-field-buffer-minutes = минут на дорогу
rulebook-field-step-minutes = шаг начала, минут
rulebook-field-days-ahead = на сколько дней вперёд
rulebook-field-remind-minutes-before = за сколько минут напомнить
rulebook-field-report-again-working-hours = спросить ещё раз через
rulebook-field-report-to-head-working-hours = сказать руководителю через

error-slot-refused = На это время записать нельзя. Выберите другое.
error-slot-taken = Это время только что заняли. Выберите другое из свободных.
error-slot-past = Это время уже прошло. Выберите другое.
error-slot-too-far = Так далеко не записывают: не больше { $days } дней вперёд. Выберите ближе.
error-slot-outside-hours = { $name } в это время не работает. Выберите другое из свободных.
error-visitor-away = { $name } в этот день отсутствует. Выберите другой день или кто поедет.
error-visitor-elsewhere = { $name } не из вашей пары и команды. Выберите другого человека.
error-visit-of-others = Решает тот, кто едет ({ $name }), кто записал визит, или руководитель.
error-visit-not-begun = Визит начнётся { $moment }: результат отметьте после. Если он не нужен, отмените.
error-visit-over = Этот визит уже закрыт. Показываю, что с ним стало.
error-visit-changed = Визит с тех пор изменился. Показываю, как есть сейчас.
error-no-clashes = Визитов в дни отсутствия не осталось: решать нечего.
