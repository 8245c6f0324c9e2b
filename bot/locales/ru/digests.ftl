# Digests: the day's result and what lies below it, the week's and month's, one's own wishes, groups.
digest-won = ✅ Выиграно: { $count }{ $money ->
    [none] {""}
   *[other] {" "}на { $money }
}{ $bare ->
    [0] {""}
   *[other] {" "}(без суммы { $bare })
}
digest-lost = ❌ Проиграно: { $count }{ $money ->
    [none] {""}
   *[other] {" "}на { $money }
}{ $bare ->
    [0] {""}
   *[other] {" "}(без суммы { $bare })
}{ $reasons ->
    [none] {""}
   *[other] {" "}· { $reasons }
}
digest-missed = 🌃 После прошлой сводки, до начала дня: ✅ { $won }{ $money ->
    [none] {""}
   *[other] {" "}на { $money }
} · ❌ { $lost }
digest-as-of-now = <b>Сейчас</b>
digest-pipeline = 💼 В работе: { $count }{ $money ->
    [none] {""}
   *[other] {" "}на { $money }
}{ $bare ->
    [0] {""}
   *[other] {" "}(без суммы { $bare })
}
digest-reason = { $reason }: { $count }{ $money ->
    [none] {""}
   *[other] {" "}на { $money }
}
digest-silent = 🔕 Ждут ответа по КП: { $count } на { $money }{ $overdue ->
    [0] {""}
   *[other] , просрочено: { $overdue }
}
digest-late-clients = 🕰 { $segment } без контакта в срок: { $count }{ $money ->
    [none] {""}
   *[other] , в сделках { $money }
}: { $names }
digest-names-more = { $names } и ещё { $count }
digest-late-requests = 📨 Обращения дольше срока: { $count }
digest-risks = 🚨 Риск потери клиента ждёт вашего решения: { $count }
digest-ahead = 🏢 За неделю впереди { $name } ({ $money })
digest-behind = 🏢 За неделю позади { $name } ({ $money })
digest-ahead-behind = 🏢 За неделю впереди { $ahead } ({ $won }), позади { $behind } ({ $less })
digest-own = ☑️ У вас самих дел: { $count }
digest-quiet-day = За день ничего не закрыто, и ничего не ждёт.
digest-overloaded = 📊 Перегружены на этой неделе: { $names }
digest-load-button = 📊 Загрузка
digest-branches-button = 🏢 Филиалы
digest-people-button = 👥 Люди
digest-closed-button = ✅ Закрытые сделки
digest-late-clients-button = 🕰 Сроки контакта
digest-requests-button = 📨 Обращения
digest-risks-button = 🚨 Риски
digest-board-button = 📊 Воронка
digest-settings-button = ⚙️ Сводка
digest-back-button = « Сводка
digest-up-button = « Выше

digest-level-branches = 🏢 <b>{ $name }</b>, { $date }
digest-level-people = 👥 <b>{ $name }</b>, { $date }
digest-level-team = 👥 <b>Команда: { $name }</b>, { $date }
digest-level-deals = 💼 <b>{ $name }</b>, { $date }
digest-level-line = { $number }. { $name }: ✅ { $won }{ $money ->
    [none] {""}
   *[other] {" "}на { $money }
} · ❌ { $lost } · 🔕 { $silent }
digest-level-legend = ✅ выиграно и ❌ проиграно за день, 🔕 КП без ответа сейчас
digest-level-team-name = Команда: { $name }
digest-level-empty = Здесь пока никого нет.
digest-deals-empty = За этот день ничего не закрыто.
digest-deal-line = { $mark } { $number }. { $title }, { $money } · { $owner }

digest-period-title-weekly = 📆 <b>Итоги недели</b>
digest-period-title-monthly = 🗓 <b>Итоги месяца</b>
digest-kpi-button = 📈 Показатели

digest-plan-title = 📰 <b>Ваша сводка</b>
digest-comes = Приходит { $days } в { $time } ({ $zone }).
digest-comes-not = Ежедневная сводка вам не приходит. Выберите время, и она будет приходить.
digest-days-working = по рабочим дням
digest-days-every = каждый день
digest-days-some = по рабочим дням ({ $days })
digest-next = Следующая: { $day }, { $time }.
digest-next-none = В ближайший год ни один день не подходит: проверьте дни.
digest-in-quiet-hours = Это тихие часы: сводка придёт, остальное подождёт до утра.
digest-consists = В ней: { $parts }.
digest-periods-both = Итоги недели и месяца: приходят.
digest-periods-weekly = Итоги недели приходят, итоги месяца — нет.
digest-periods-monthly = Итоги месяца приходят, итоги недели — нет.
digest-periods-none = Итоги недели и месяца не приходят.
digest-time-button = ⏰ Время
digest-days-button = 📅 Дни
digest-parts-button = 🧩 Части
digest-periods-button = 📆 Неделя и месяц
digest-now-button = 📨 Прислать сейчас
digest-groups-button = 👥 В группу
digest-as-everybody-button = ↩️ Как у всех
digest-time-title = ⏰ Сейчас в { $time }. Во сколько присылать?
digest-time-title-none = ⏰ Во сколько присылать?
digest-other-time-button = ✏️ Другое
digest-question-time = Во сколько присылать сводку? Напишите время, например 9:15.
digest-days-title = 📅 По каким дням присылать?
digest-all-working-button = Все рабочие дни
digest-every-day-button = Каждый день
digest-parts-title = 🧩 Что показывать в сводке?
digest-periods-title = 📆 Что ещё присылать?
digest-periods-explained = Итоги недели приходят в первый рабочий день следующей, итоги месяца — в первый рабочий день после его закрытия.
digest-switch-on = ☐ { $name }
digest-switch-off = ☑️ { $name }
digest-kind-daily = За день
digest-kind-weekly = За неделю
digest-kind-monthly = За месяц
digest-period-weekly = Итоги недели
digest-period-monthly = Итоги месяца
digest-now-title = 📨 Какую сводку прислать?
digest-sent = Сводка — новым сообщением ниже.
digest-part-deals = сделки и КП
digest-part-tasks = задачи
digest-part-clients = клиенты
digest-part-visits = визиты и звонки
digest-part-team = команда
digest-part-load = загрузка
digest-part-closed = выиграно и проиграно
digest-part-silent = КП без ответа
digest-part-contacts = сроки контакта
digest-part-requests = обращения
digest-part-risks = риски
digest-part-plan = план
digest-part-branches = филиалы
digest-part-own = свои дела

error-digest-time-impossible = Такого времени нет. Напишите от 0:00 до 23:59, например 9:15.
error-no-digest-day-left = Оставьте хотя бы один день.
error-no-digest-part-left = Оставьте хотя бы одну часть.
error-digest-part-unknown = Такой части в вашей сводке больше нет. Откройте /digest снова.
error-digest-choices-changed = Настройки сводки уже другие. Откройте /digest снова.
error-digest-empty = Сейчас в сводке пусто.
error-group-digest-of-head = Сводку команды в группу включает её руководитель.
error-group-digest-of-another = Отключить может тот, кто включил ({ $name }), или руководитель выше.

digest-group-title = 📰 <b>{ $whose }</b>, { $date }
digest-group-of-team = Команда: { $name }
digest-group-of-branch = Филиал: { $name }
digest-group-of-company = { $name }
digest-group-unnamed = Команда
digest-group-tasks = ☑️ Задачи: в срок { $timely }, с опозданием { $late }, просрочено сейчас { $overdue }
digest-group-contacts = 📞 Звонки: { $calls } · 🤝 Встречи: { $meetings } · 🚗 Визиты: { $visits }
digest-group-bound = Готово. Сводка ({ $whose }) будет приходить сюда по рабочим дням в { $time } ({ $zone }): только числа, без клиентов. Отключить: /digest
digest-group-comes = Сводка ({ $whose }) приходит сюда по рабочим дням в { $time } ({ $zone }): только числа, без клиентов.
digest-group-leave-button = 🔕 Отключить
digest-group-left = 🔕 Сводка сюда больше не приходит. Включить снова: /digest
digest-group-over = 🔕 Сводка сюда больше не приходит: { $name } больше не руководит командой. Её может включить новый руководитель: /digest
digest-group-lost = 🔕 Сводка команды больше не приходит в группу «{ $group }»: бота там нет.
    Добавьте бота в группу снова и напишите там /digest.
digest-groups-title = 👥 <b>Сводка команды в группе</b>
digest-groups-none = Раз в рабочий день, в { $time }, в группу придут числа команды: выиграно, проиграно, задачи, звонки, встречи и визиты. Клиентов и имён там нет.
    Добавьте бота в группу кнопкой ниже или напишите в группе /digest.
digest-groups-list = Приходит по рабочим дням в { $time } ({ $zone }):
digest-groups-line = { $number }. { $group }
digest-groups-add-button = ➕ Добавить в группу
digest-groups-off-button = 🔕 { $number }
digest-days-now = Сейчас: { $days }.
