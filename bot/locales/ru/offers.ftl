offer-title = 📄 <b>КП на { $price }</b>
offer-title-number = 📄 <b>КП № { $number } на { $price }</b>
offer-client = Клиент: { $client }, { $phone }
offer-deal = Сделка: { $title }
offer-sent = Отправлено: { $moment }
offer-follow-up = Спрошу об ответе: { $moment }
offer-overdue-now = ❗ <b>Ответа нет.</b> Пора спросить клиента: срок — сейчас
offer-overdue = ❗ <b>Ответа нет.</b> Пора спросить клиента: срок прошёл { $silent } назад
offer-accepted = ✅ <b>Принято</b>: { $moment }
offer-refused = ❌ <b>Отказ</b>: { $moment }. Причина: { $reason }
offer-withdrawn = Отозвано: { $moment }
offer-send-button = 📄 Отправить КП
offer-answer-button = 💬 Ответ на КП
offer-choice-question = 💬 <b>{ $title }</b>: ответ на какое КП?
offer-choice-button = 📄 { $offer }
offer-accept-button = ✅ Принято
offer-refuse-button = ❌ Отказ
offer-thinking-button = 🤔 Думает
offer-no-answer-button = 📵 Нет ответа
offer-snooze-button = ⏰ Отложить
offer-move-button = ▶️ В «{ $stage }»
offer-file-button = 📎 Файл
offer-card-button = 📄 КП
offer-why-refused = Почему отказ?
offer-thinking-noted = 🤔 Клиент думает. Спрошу снова: { $moment }. Можно выбрать другой день:
offer-thinking-toast = Записал: клиент думает. Спрошу снова: { $moment }
offer-no-answer-noted = Отметил: не дозвонились. Напомню: { $moment }
offer-snoozed-toast = Отложено до: { $moment }
in-working-days-button = { $count } раб. дн.
other-day-button = Другой день
snooze-hour-button = На час
snooze-tomorrow-button = До завтра
snooze-date-button = До даты
offer-snooze-left = { $count ->
    [0] Уже откладывали много раз. Дальше только с причиной.
    [one] На сколько отложить? Без причины можно ещё { $count } раз.
    [few] На сколько отложить? Без причины можно ещё { $count } раза.
   *[other] На сколько отложить? Без причины можно ещё { $count } раз.
}
question-snooze-reason = Уже откладывали много раз. Напишите, почему откладываем ещё.
question-snooze-day = До какого дня отложить? Напишите, например: <code>25.11</code> или <code>понедельник</code>.
question-again-day = Когда спросить снова? Напишите, например: <code>25.11</code> или <code>понедельник</code>.
question-refusal-comment = Напишите в двух словах, почему отказ.
offer-amount-question = На какую сумму КП? Напишите, например: <code>120 000</code>.
offer-same-amount-button = { $amount }, как в сделке
offer-number-question = Какой номер у КП?
offer-file-question = Пришлите файл или фото КП.
offer-day-question = Когда спросить об ответе? Напишите, например: <code>25.11</code> или <code>понедельник</code>.
offer-review = 📄 <b>КП на { $price }</b>
    Номер: { $number }
    Файл: { $file }
    Спрошу об ответе: { $day }
offer-has-file = есть
offer-sent-button = ✅ КП отправлено
offer-number-button = Номер
offer-attach-button = Файл
offer-day-button = Другой день
silent-none = 🔕 Все КП с ответом. Никто не молчит.
silent-title = 🔕 <b>Без ответа: { $count } КП на { $money }</b>
silent-overdue = ❗ Просрочено: { $count }
silent-line = { $number }. { $client } · { $price } · { $age } · { $owner }
silent-line-overdue = { $number }. ❗ { $client } · { $price } · { $age } · { $owner }
silent-line-button = { $number }. { $client }
offers-unwatched = ⚠️ <b>Сбой: КП без напоминания</b>
    Часть отправленных КП выпала из-под присмотра. Проверьте список «Без ответа» и сообщите разработчикам: номера в журнале бота.
offer-lose-button = ✖️ Закрыть сделку как проигранную
offer-overdue-others = ❗ <b>Ответа нет.</b> Ответ клиента не записан, срок прошёл { $silent } назад
offer-other-day-button = 🗓 Спросить в другой день
