# Clients that may be lost: signs, what managers do.
risk-title = ⚠️ <b>{ $client }</b>: риск потери
risk-sign-late = ⏰ Срок контакта прошёл { $count ->
    [one] { $count } раз
    [few] { $count } раза
   *[other] { $count } раз
} подряд, последний: { $on }
risk-sign-fall = 📉 Покупки упали на { $percent } %: { $now } за { $months }, до этого { $was }
risk-sign-fall-year = 📉 Покупки упали на { $percent } %: { $now } за { $months }, год назад { $was }
risk-sign-task-down = 👎 Задача «{ $title }», { $on }
risk-sign-request-down = 👎 Обращение «{ $title }», { $on }
risk-kind-late = опоздания
risk-kind-fall = падение покупок
risk-kind-task-down = недоволен задачей
risk-kind-request-down = недоволен ответом
risk-money = На кону: в работе { $open }, выиграно { $won }
risk-contacts = Последние контакты: { $contacts }
risk-contact = { $kind }, { $on }
risk-no-contacts = Контактов ещё не было
risk-asked = Решает: { $name }
risk-taken = ✋ Взял в работу: { $name }, { $at }: «{ $words }»
risk-dismissed = 🚫 Риска нет: { $name }, { $at }: «{ $words }»
risk-gone = ✅ Признаки ушли: { $at }
risk-take-button = ✋ Беру в работу
risk-dismiss-button = 🚫 Риска нет
risk-task-button = 📌 Поставить задачу
risk-list-button = ⚠️ Все риски
risk-why-season-button = Сезон
risk-why-talked-button = Поговорили, всё хорошо
risk-why-mistake-button = Ошибка в данных
risk-open-label = ⚠️ { $words }
risk-taken-label = ✋ { $words }
risks-title = ⚠️ <b>Риск потери: { $count }</b>
risks-none = ⚠️ Рисков нет.
client-risk = ⚠️ Риск потери: { $kinds }
day-risk-open = <b>⚠️ Риск потери: { $count }</b>
question-risk-take = Что сделаете? Напишите в двух словах.
question-risk-dismiss = Почему риска нет? Выберите или напишите.
question-risk-task = Напишите задачу, например: <code>завтра до 12 позвонить и узнать, что случилось</code>. Её получит ответственный за клиента.
timeline-risk-found = ⚠️ Риск потери: { $kinds }
timeline-risk-taken = ✋ Риск взяли в работу
timeline-risk-dismissed = 🚫 Риска нет
timeline-risk-gone = ✅ Признаки риска ушли: { $kinds }
error-risk-decided = Уже { $status ->
    [taken] взял в работу
   *[dismissed] закрыл: риска нет
}: { $name }, { $at }.
error-risk-gone = Признаки риска уже ушли, решать нечего.
error-risk-changed = Признаки риска изменились. Посмотрите карточку и решите снова.
error-risk-not-yours = Решает { $name }. Если есть что подсказать, напишите лично.
