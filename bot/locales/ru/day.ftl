day-title = ☀️ <b>{ $name }, ваш день</b>, { $date }
day-empty = Срочного нет. Можно позвонить тем, кому давно не звонили, или двинуть сделку дальше.
day-overdue-offer = <b>❗ Спросить про КП: { $count }</b>
day-offer-today = <b>📄 КП сегодня: { $count }</b>
day-overdue-step = <b>❗ Просроченные шаги: { $count }</b>
day-step-today = <b>👣 Шаги на сегодня: { $count }</b>
day-no-step = <b>🧭 Сделки без следующего шага: { $count }</b>
day-over-limit = <b>⏳ Стоят на этапе дольше лимита: { $count }</b>
day-line = { $number }. { $words }
day-late-by = { $span } назад
day-for = вместо: { $owner }
day-more = …и ещё { $count }
day-team-silence = 🔕 { $role ->
    [director] В компании
    [manager] В филиале
   *[lead] В команде
} без ответа: { $count } КП на { $money }{ $overdue ->
    [0] {""}
   *[other] , просрочено { $overdue }
}
day-team-overdue = 🔴 Просрочено { $role ->
    [director] в компании
    [manager] в филиале
   *[lead] в команде
}: { $count ->
    [one] { $count } задача
    [few] { $count } задачи
   *[many] { $count } задач
}
day-team-overdue-button = 🔴 Просрочено у команды
day-missed-before = и ещё { $count ->
    [one] { $count } раз
    [few] { $count } раза
   *[many] { $count } раз
}
day-board-button = 📊 Воронка
day-silent-button = 🔕 Без ответа
day-again-button = 🔄 Снова
day-now = сейчас
day-evening-title = 🌙 <b>{ $name }, итоги дня</b>, { $date }
day-task-approve = <b>🙋 Ждут вашего согласования: { $count }</b>
day-task-answer-objection = <b>✋ Ответить на возражение: { $count }</b>
day-task-decide-date = <b>🗓 Просят новый срок: { $count }</b>
day-task-accept-result = <b>🏁 Принять результат: { $count }</b>
day-task-declined = <b>🚫 От задачи отказались: { $count }</b>
day-task-overdue = <b>❗ Просроченные задачи: { $count }</b>
day-task-today = <b>☑️ Задачи на сегодня: { $count }</b>
day-task-begin = <b>▶️ Начать сегодня: { $count }</b>
day-task-new = <b>🆕 Новые задачи: { $count }</b>
day-task-who = { $assigner } → { $executor }
day-approvals-button = 🙋 Согласовать: { $count }
day-waiting-button = ⏳ Все, что ждут
day-overdue-button = ❗ Все просроченные
