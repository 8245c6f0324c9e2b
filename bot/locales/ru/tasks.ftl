# Карточка задачи и всё, что с ней делают.
task-title = 📌 <b>{ $title }</b>

# Состояния, важность, срок, длительность
task-state-draft = черновик
task-state-waiting-approval = ждёт согласования
task-state-given = ждёт исполнителя
task-state-accepted = принята
task-state-declined = исполнитель отказался
task-state-in-work = в работе
task-state-done = сделана, ждёт приёмки
task-state-accepted-result = результат принят, ждёт оценки
task-state-returned = на доработке
task-state-closed = закрыта
task-state-cancelled = отменена
task-priority-low = не горит
task-priority-normal = обычная
task-priority-high = важно
task-priority-urgent = срочно
task-overdue-by = просрочена на { $span }
task-due = Срок: { $deadline }
task-due-now = ⏰ Срок: { $deadline }, это сейчас
task-due-overdue = ❗ Срок: { $deadline }, { $late }
task-hours = { $hours } ч
task-minutes = { $minutes } мин
task-hours-minutes = { $hours } ч { $minutes } мин
task-who = { $assigner } → { $executor }
task-own = Для себя: { $name }

# Строки карточки
task-state-line = { $mark } { $state }
task-state-priority-line = { $mark } { $state } · ⚡ { $priority }
task-co-executors = Помогают: { $people }
task-observed-by = Наблюдают: { $people }
task-observers = Наблюдают: { $count }
task-estimate = Оценка: { $estimate }
task-estimate-spent = Оценка: { $estimate }, потрачено { $spent }
task-estimate-frozen = Оценка: { $estimate }, при начале была { $frozen }
task-estimate-frozen-spent = Оценка: { $estimate }, при начале была { $frozen }, потрачено { $spent }
task-spent = Потрачено: { $spent }
task-client = Клиент: { $client }
task-deal = Сделка: { $deal }
task-parent = Часть задачи: { $title }
task-parts = Подзадачи: { $done } из { $all }
task-approver = Согласует: { $name }
task-approval-declined = Не согласовано, { $name }: { $reason }
task-objection = ✋ { $name } возражает: { $words }
task-objection-waits = Работа стоит, пока не ответит { $name }.
task-new-date = 🗓 Просят новый срок: { $deadline }. Причина: { $reason }
task-decline-reason = Причина отказа: { $reason }
task-remark = ↩️ { $name }: { $words }
task-result = Итог: { $result }
task-rating-up = Результат: 👍
task-rating-down = Результат: 👎
task-details = <i>{ $details }</i>
task-thread-button = 💬 Обсуждение ({ $count })

# Кнопки карточки
task-accept-button = ✅ Принять
task-decline-button = 🚫 Отказаться
task-start-button = ▶️ Начать
task-finish-button = 🏁 Готово
task-rate-up-button = 👍 Принять
task-rate-down-button = 👎 Принять с замечанием
task-rate-later-button = 👏 Оценю позже
task-return-button = ↩️ Вернуть
task-answer-button = ✋ Ответить на возражение
task-agree-date-button = ✅ Новый срок
task-refuse-date-button = ✖️ Прежний срок
task-more-button = ⋯ Ещё
task-date-button = 🗓 Другой срок
task-new-date-button = 🗓 Попросить срок
task-estimate-button = ⏱ Оценка
task-priority-button = ⚡ Поднять приоритет
task-reassign-button = 👤 Поручить другому
task-object-button = ✋ Возразить
task-part-button = ➕ Подзадача
task-parts-button = 🧩 Подзадачи
task-parent-button = ⬆️ Главная задача
task-under-button = 🧩 Сделать частью
task-apart-button = 🧩 Сделать отдельной
task-reminders-button = 🔔 Напоминания
task-cancel-button = 🗑 Отменить
task-more = 📌 <b>{ $title }</b>
    Что ещё можно сделать:
task-say-more = Ответьте на карточку, чтобы добавить слова или файл.

# Выбор
task-priority-question = ⚡ <b>{ $title }</b>
    Сейчас: { $priority }. Исполнитель узнает, что стало важнее.
task-priority-to-button = ⚡ { $priority }
task-cancel-question = Отменить задачу «<b>{ $title }</b>»? Все участники узнают об этом.
task-cancel-sure-button = 🗑 Да, отменить
task-parts-title = 🧩 Подзадачи: <b>{ $title }</b>
task-parts-none = У задачи <b>{ $title }</b> нет подзадач.
task-part-line-button = { $mark } { $title } · { $name }
task-reminders = 🔔 <b>Напоминания о сроках</b>
    Так бот напомнит о задачах, которые вам дадут с этого времени. О просрочке он скажет всегда.
task-remind-morning-button = ⬜ Утром в день срока
task-remind-morning-on-button = ✅ Утром в день срока
task-remind-0-button = Без часов
task-remind-0-on-button = ✅ Без часов
task-remind-15-button = За 15 мин
task-remind-15-on-button = ✅ За 15 мин
task-remind-60-button = За час
task-remind-60-on-button = ✅ За час
task-remind-180-button = За 3 часа
task-remind-180-on-button = ✅ За 3 часа
task-remind-1440-button = За сутки
task-remind-1440-on-button = ✅ За сутки
task-whom-question = Кому поручить?

# Вопросы
task-ask-decline = Почему отказываетесь? Напишите в двух словах: постановщик это прочитает.
task-ask-return = Что доработать? Исполнитель увидит это в задаче.
task-ask-remark = Что было не так? Исполнитель увидит это в задаче.
task-no-remark-button = Без замечания
task-ask-date = Какой теперь срок? Например: пятница, 25.11 или завтра в 15.
task-ask-new-date = До какого срока просите? Например: пятница, 25.11 или завтра в 15.
task-ask-date-reason = Почему нужен другой срок? Постановщик решит по этим словам.
task-ask-object = В чём возражение? Работа остановится, пока постановщик не ответит.
task-ask-answer = Что ответить на возражение? После ответа работа продолжится.
task-ask-estimate = Сколько это займёт? Например: 2 ч, 30 мин или полтора часа.
task-ask-part = Что сделать? Одной строкой, например: сверстать каталог до пятницы 2 ч.
task-ask-under = Частью какой задачи она станет? Напишите слово из её названия.
task-under-found = Частью какой задачи она станет?
task-under-nothing = Такой открытой задачи не нашлось. Вернитесь и попробуйте другое слово.
task-in-three-days-button = Через 3 раб. дня
task-30-minutes-button = 30 мин
task-1-hour-button = 1 ч
task-2-hours-button = 2 ч
task-4-hours-button = 4 ч

# Короткие ответы на нажатие
task-toast-accepted = Принято. Постановщик это видит.
task-toast-finished = Отправлено на приёмку. Слова или файл можно добавить ответом на карточку.
task-toast-finished-own = Сделано.
task-toast-counts = Новый срок согласован и считается сроком задачи.
task-toast-late = Срок перенесён, но просрочка останется в истории.
task-toast-reminders = Запомнил.

# Что случилось: первая строка сообщения, в сводке стоит одна
task-told-given = 🔔 Новая задача: <b>{ $title }</b>
task-told-helping = 🤝 Нужна ваша помощь: <b>{ $title }</b>
task-told-observing = 👀 Вы наблюдаете: <b>{ $title }</b>
task-told-approval = 🙋 Ждёт вашего согласования: <b>{ $title }</b>
task-told-approved = ✅ Согласовано: <b>{ $title }</b>
task-told-approval-declined = 🚫 Не согласовано: <b>{ $title }</b>
task-told-approval-expired = ⌛ Согласовать не успели: <b>{ $title }</b>
task-told-declined = 🚫 Исполнитель отказался: <b>{ $title }</b>
task-told-done = 🏁 Сделано, примите: <b>{ $title }</b>
task-told-returned = ↩️ Вернули на доработку: <b>{ $title }</b>
task-told-result-accepted = 👏 Результат принят: <b>{ $title }</b>
task-told-closed-up = 👍 Результат принят: <b>{ $title }</b>
task-told-closed-down = 👎 Принято с замечанием: <b>{ $title }</b>
task-told-cancelled = 🗑 Задачу отменили: <b>{ $title }</b>
task-told-redate = 🗓 Просят новый срок: <b>{ $title }</b>
task-told-redate-agreed = 🗓 Новый срок: <b>{ $title }</b>
task-told-redate-refused = ✖️ Срок остался прежним: <b>{ $title }</b>
task-told-estimated = ⏱ Новая оценка: <b>{ $title }</b>
task-told-reassigned = 👤 Новый исполнитель: <b>{ $title }</b>
task-told-taken-away = 👤 Задачу передали другому: <b>{ $title }</b>
task-told-priority = ⚡ Стало важнее: <b>{ $title }</b>
task-told-objection = ✋ Возражение, нужен ваш ответ: <b>{ $title }</b>
task-told-stopped = ✋ Работа остановлена: <b>{ $title }</b>
task-told-objection-answered = ▶️ На возражение ответили: <b>{ $title }</b>
task-told-comment = 💬 Новое в обсуждении: <b>{ $title }</b>
task-told-series-ended = 🔁 Больше не повторится: <b>{ $title }</b>
task-told-soon = ⏰ Срок через { $span }: <b>{ $title }</b>
task-told-due = ⏰ Срок { $day }: <b>{ $title }</b>
task-told-time = ⏰ Пора: <b>{ $title }</b>
task-told-overdue-now = ❗ Срок прошёл: <b>{ $title }</b>
task-told-overdue = ❗ Просрочена на { $span }: <b>{ $title }</b>

# Отказы
error-deadline-ambiguous = Это можно понять двояко: { $first } или { $second }. Напишите точнее.
error-estimate-unreadable = Не понимаю, сколько это. Напишите, например: 2 ч, 30 мин или полтора часа.
