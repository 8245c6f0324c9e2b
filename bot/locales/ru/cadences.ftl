# Contacts that are due with clients under a cadence.
cadence-title-due = 📞 <b>{ $client }</b>: пора связаться
cadence-title-late = ❗ <b>{ $client }</b>: контакт просрочен
cadence-gone = ⏱ <b>{ $client }</b>: больше не под контролем. Сегмент другой.
cadence-title-later = ⏱ <b>{ $client }</b>: следующий контакт
cadence-segment = Сегмент: { $segment }, { $every } ({ $kinds })
cadence-every = { $count ->
    [one] раз в { $count } день
    [few] раз в { $count } дня
   *[other] раз в { $count } дней
}
cadence-kind-call = звонок
cadence-kind-meeting = встреча
cadence-kind-visit = визит
cadence-kind-message = сообщение
cadence-kind-email = письмо
cadence-until = до { $day }
cadence-due = Связаться: { $until }
cadence-due-moved = Связаться: { $until } (перенос согласован)
cadence-late = ❗ Просрочено на { $late }: срок был { $day }
cadence-planned = 🗓 Напомню в свой день: { $day }
cadence-retry = 📵 Не дозвонились. Напомню: { $moment }
cadence-phone = 📞 { $phone }
cadence-money = На кону: { $money }
cadence-owner = Отвечает: { $name }
cadence-instead-of = Вместо: { $name } (отсутствует)
cadence-move-waits = ⏳ Просим перенести на { $day }: { $reason }. Решает: { $name }
cadence-last-title = <b>Последние контакты</b>
cadence-last = { $kind } · { $day } · { $name }
cadence-last-words = { $kind } · { $day } · { $name }: { $words }
cadence-never = Контактов ещё не было.
cadence-reasons-title = <b>Есть повод</b>
cadence-reasons-more = И ещё: { $count }
cadence-reason-offer = 📄 КП на { $price } без ответа
cadence-reason-request = 📨 Обращение: { $words }
cadence-reason-date = 🎂 { $words }
cadence-reason-contract = 📑 Договор «{ $title }»: { $day }
cadence-reason-product = 🧩 Предложить: { $product }
cadence-reason-offer-button = 📄 КП на { $price }
cadence-reason-request-button = 📨 Обращение
cadence-reason-product-button = 🧩 { $product }
cadence-reason-contract-button = 📑 { $title }
cadence-courtesy = 💬 Повода нет — вежливый звонок:
    { $words }
cadence-courtesy-alone = 💬 Повода нет — вежливый звонок: узнайте, как дела и всем ли довольны.
cadence-done-call-button = 📞 Позвонил
cadence-done-meeting-button = 🤝 Встретился
cadence-done-visit-button = 🚗 Побывал
cadence-done-message-button = 💬 Написал
cadence-done-email-button = ✉️ Письмо
cadence-no-answer-button = 📵 Нет ответа
cadence-move-button = 🗓 Перенести
cadence-later-button = Позже…
cadence-asked-button = ⏳ Просьба
cadence-card-button = 📞 Контакт
cadence-remind-button = 🔔 Напомнить
cadence-hand-over-button = 🔁 Передать
cadence-step-button = 👣 Дальше
cadence-logged = ✅ Контакт записан. Следующий: { $until }
cadence-logged-alone = ✅ Контакт записан.
cadence-will-remind = Напомню: { $moment }
cadence-reminded = Напомнил: { $name }
cadence-move-question = 🗓 <b>{ $client }</b>: на какой день перенести?
    Последний день: { $limit }. Позже — с согласия руководителя.
cadence-move-none = 🗓 <b>{ $client }</b>: до срока других рабочих дней нет.
    Последний день: { $limit }. Позже — с согласия руководителя.
cadence-move-late = 🗓 <b>{ $client }</b>: срок уже прошёл ({ $limit }).
    Новый день — с согласия руководителя.
question-cadence-day = На какой день перенести? Напишите, например: <code>25.11</code> или <code>понедельник</code>.
question-cadence-reason = Почему позже? Причину увидит руководитель.
question-move-decline = Почему нет? Причину увидит тот, кто просил.
move-title = 🗓 <b>Перенести контакт?</b>
move-title-over = 🗓 <b>Перенос контакта</b>
move-who = { $client } · { $segment } · { $name }
move-present = Сейчас: { $until }
move-former = Срок был: { $until }
move-late = Сейчас: просрочено на { $late }
move-asked = Просят: { $until }
move-reason = Почему: { $reason }
move-until = Решить до: { $moment }
move-decides = ⏳ Решает: { $name }, до: { $moment }
move-agreed = ✅ Перенос согласован: { $name }, { $moment }
move-declined = ❌ Перенос отклонён: { $name }, { $moment }. Причина: { $reason }
move-expired = ⌛ Никто не решил вовремя: срок прежний.
move-needless = Просьба больше не нужна: с клиентом связались или он уже не под контролем.
move-agree-button = ✅ Согласовать
move-decline-button = ❌ Отклонить
move-agreed-toast = Согласовано.
day-cadence-overdue = <b>❗ Контакт просрочен: { $count }</b>
day-cadence-due = <b>📞 Связаться с клиентом: { $count }</b>
day-cadence-move = <b>🗓 Согласовать перенос контакта: { $count }</b>
day-cadences-late = ❗ VIP без контакта: { $count }
day-cadences-late-money = ❗ VIP без контакта: { $count } на { $money }
day-cadences-late-button = ❗ VIP без контакта
day-cadences-button = ⏱ Все контакты
client-next-contact = ⏱ Следующий контакт: { $until }
client-next-contact-late = ❗ Следующий контакт: просрочен на { $late }
client-next-contact-button = ⏱ Связаться
cadences-title-mine = ⏱ <b>Мои клиенты под контролем: { $count }</b>
cadences-title-team = ⏱ <b>Клиенты команды под контролем: { $count }</b>
cadences-title-all = ⏱ <b>Клиенты под контролем: { $count }</b>
cadences-title-late = ❗ <b>VIP без контакта: { $count }</b>
cadences-open-button = ⏱ Под контролем
cadences-none = ⏱ Клиентов под контролем здесь нет.
cadences-none-late = ✅ Со всеми связались вовремя.
cadences-line = { $number }. { $words }
cadences-line-button = { $number }. { $client }
cadences-mine-button = Мои
cadences-team-button = Команда
cadences-all-button = Все
cadences-late-button = ❗ Без контакта
cadence-line-late = ❗ { $late }
cadences-unwatched = ⚠️ <b>Сбой: клиенты без срока контакта</b>
    Часть клиентов выпала из-под контроля. Проверьте /vip и сообщите разработчикам: номера в журнале бота.
command-vip = Клиенты под контролем
help-vip = /vip — с кем и когда пора связаться
error-no-cadence = Клиент больше не под контролем: сегмент другой. Вот его карточка.
error-cadence-changed = { $name ->
    [None] Карточка изменилась. Посмотрите ещё раз и нажмите снова.
   *[other] Уже не так. Последний контакт: { $name }, { $at }. Вот как обстоит сейчас.
}
error-contact-not-counted = Такой контакт здесь не считается. Нажмите то, что на карточке.
error-day-passed = Этот день не впереди: { $day }. Напишите день позже сегодняшнего.
error-day-is-off = Это выходной: { $day }. Напишите рабочий день.
error-day-past-limit = Последний день — { $limit }. Позже — через «Позже…», с согласия руководителя.
error-day-within-limit = Это не позже срока ({ $limit }): согласие не нужно. Выберите день кнопкой «Перенести».
error-day-too-far = Слишком далеко: перенести можно не дальше { $limit }.
error-move-asked = О переносе на { $until } уже спросили. Решает { $name }.
error-nobody-to-ask = Над вами никого нет, согласовать некому. Свяжитесь с клиентом до срока.
error-move-not-yours = Решает { $name }. Свою просьбу согласовать нельзя.
error-move-decided = { $status ->
    [agreed] Уже согласовано: { $name }.
    [declined] Уже отклонено: { $name }.
    [expired] Время на решение вышло: срок прежний.
   *[other] Просьба больше не нужна: с клиентом связались или он уже не под контролем.
}
error-not-their-cadence-head = Напомнить может только руководитель того, кто отвечает за клиента.

timeline-cadence-moved = 🗓 Срок контакта перенесён до { $until }, по просьбе: { $asked }
