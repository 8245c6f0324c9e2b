# Карточка согласования
approval-title = 🙋 <b>{ $title }</b>
approval-who-own = { $name } просит согласовать задачу себе
approval-who = { $assigner } просит поручить: { $executor }
approval-cost = Стоимость: { $cost }
approval-priority = ⚡ { $priority }
approval-why = Причина согласования: { $reasons }
approval-reason-hours = большая оценка
approval-reason-cost = высокая стоимость
approval-reason-department = исполнитель из другого отдела
approval-reason-template = так принято для таких задач
approval-executor-left = ⚠️ { $name } больше не работает в компании.
approval-until = Ответ нужен до: { $moment }
approval-approve-button = ✅ Согласовать
approval-decline-button = 🚫 Отклонить
approval-ask-button = ❓ Спросить
approval-date-button = 🗓 Другой срок
approval-ask-reason = Почему отклоняете? Постановщик прочитает это и сможет поправить задачу.
approval-ask-question = Что спросить? Вопрос увидят участники задачи, решение подождёт.
approval-ask-date = Какой поставить срок? Например: пятница, 25.11 или завтра в 15. Задача останется на согласовании.
approval-toast-approved = Согласовано.

# Несколько на одном экране
approvals-title = 🙋 <b>Ждут вашего согласования: { $count }</b>
approvals-none = 🙋 Ничего не ждёт вашего согласования.
approvals-line = <b>{ $number }. { $title }</b>
approvals-facts = Срок: { $facts }
approvals-load = Неделя исполнителя: { $load }
approvals-open-button = 📄 { $number }
approvals-approve-button = ✅ { $number }
approvals-all-button = ✅ Согласовать все показанные ({ $count })
approvals-sure = <b>Согласовать { $count ->
    [one] { $count } задачу
    [few] { $count } задачи
   *[other] { $count } задач
}?</b>
approvals-sure-button = ✅ Да, согласовать { $count }
approvals-done = ✅ Согласовано: { $count }
approvals-not-done = ⚠️ «{ $title }» не согласована. { $reason }
approvals-gone = ⚠️ { $reason }
approvals-changed = Список уже другой. Посмотрите, что на нём сейчас, и повторите.

# Постановщику
task-told-approval-date = 🗓 Согласующий изменил срок: <b>{ $title }</b>
