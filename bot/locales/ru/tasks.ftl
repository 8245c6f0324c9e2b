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
task-result = Итог: { $result }
task-rating-up = Результат: 👍
task-rating-down = Результат: 👎
task-details = <i>{ $details }</i>
task-thread-button = 💬 Обсуждение ({ $count })

# Отказы
error-deadline-ambiguous = Это можно понять двояко: { $first } или { $second }. Напишите точнее.
error-estimate-unreadable = Не понимаю, сколько это. Напишите, например: 2 ч, 30 мин или полтора часа.
