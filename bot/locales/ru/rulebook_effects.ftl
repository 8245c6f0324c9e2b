# Что затронет изменение регламента, и версии регламента.
rulebook-working-days = { $count ->
    [one] { $count } рабочий день
    [few] { $count } рабочих дня
   *[many] { $count } рабочих дней
}
rulebook-working-hours = { $count ->
    [one] { $count } рабочий час
    [few] { $count } рабочих часа
   *[many] { $count } рабочих часов
}
rulebook-step = { $wait } { $to }
rulebook-step-at-once = сразу
rulebook-step-hours = { $count ->
    [one] через { $count } рабочий час
    [few] через { $count } рабочих часа
   *[many] через { $count } рабочих часов
}
rulebook-step-days = { $count ->
    [one] через { $count } рабочий день
    [few] через { $count } рабочих дня
   *[many] через { $count } рабочих дней
}
rulebook-step-to-owner = ответственному
rulebook-step-to-lead = руководителю группы
rulebook-step-to-manager = руководителю филиала

rulebook-value-owner = ответственный
rulebook-value-lead = руководитель группы
rulebook-value-manager = руководитель филиала
rulebook-value-director = директор
rulebook-value-administrator = администратор
rulebook-value-rep = менеджер
rulebook-value-call = звонок
rulebook-value-meeting = встреча
rulebook-value-visit = визит
rulebook-value-message = сообщение
rulebook-value-email = письмо
rulebook-value-hour = на час
rulebook-value-tomorrow = до завтра
rulebook-value-date = дата
rulebook-value-all = все
rulebook-value-professional = профессиональные
rulebook-value-chosen = только отмеченные
rulebook-value-before = с прошлым сроком
rulebook-value-year = с годом раньше
rulebook-value-low = низкая
rulebook-value-normal = обычная
rulebook-value-high = высокая
rulebook-value-text = текст
rulebook-value-number = число
rulebook-value-choice = выбор
rulebook-value-file = файл
rulebook-value-mon = понедельник
rulebook-value-tue = вторник
rulebook-value-wed = среда
rulebook-value-thu = четверг
rulebook-value-fri = пятница
rulebook-value-sat = суббота
rulebook-value-sun = воскресенье
rulebook-value-closed = выходной

rulebook-effect = {"    "}↳ <i>{ $words }</i>
rulebook-effect-nothing-there = на этапе нет открытых сделок
rulebook-effect-late = { $count ->
    [one] { $count } сделка станет просроченной
    [few] { $count } сделки станут просроченными
   *[many] { $count } сделок станут просроченными
}
rulebook-effect-no-longer-late = { $count ->
    [one] { $count } сделка перестанет быть просроченной
    [few] { $count } сделки перестанут быть просроченными
   *[many] { $count } сделок перестанут быть просроченными
}
rulebook-effect-as-late = { $count ->
    [one] новый срок у { $count } сделки, просроченных столько же
    [few] новый срок у { $count } сделок, просроченных столько же
   *[many] новый срок у { $count } сделок, просроченных столько же
}
rulebook-effect-standing = { $count ->
    [one] сразу; сейчас там { $count } открытая сделка
    [few] сразу; сейчас там { $count } открытые сделки
   *[many] сразу; сейчас там { $count } открытых сделок
}
rulebook-effect-ticks = { $count ->
    [one] у { $count } сделки на этапе ещё не отмечено: дальше не пустит
    [few] у { $count } сделок на этапе ещё не отмечено: дальше не пустит
   *[many] у { $count } сделок на этапе ещё не отмечено: дальше не пустит
}
rulebook-effect-ticked = { $count ->
    [one] отмечено у единственной сделки на этапе
    [few] отмечено у всех { $count } сделок на этапе
   *[many] отмечено у всех { $count } сделок на этапе
}
rulebook-effect-pipeline = взвешенная воронка: { $before } → { $after }
rulebook-effect-pipeline-others = { $count ->
    [one] {", и ещё "}{ $count } сделка в другой валюте
    [few] {", и ещё "}{ $count } сделки в другой валюте
   *[many] {", и ещё "}{ $count } сделок в другой валюте
}
rulebook-effect-same-segments = сегмент не сменит никто
rulebook-effect-segments = { $count ->
    [one] сменит сегмент { $count } клиент
    [few] сменят сегмент { $count } клиента
   *[many] сменят сегмент { $count } клиентов
}
rulebook-effect-segment-flow = { $name }: +{ $enter } −{ $leave }
rulebook-effect-same-due-days = сроки связи с клиентами не изменятся
rulebook-effect-due-come = { $count ->
    [one] срок связи появится у { $count } клиента
    [few] срок связи появится у { $count } клиентов
   *[many] срок связи появится у { $count } клиентов
}
rulebook-effect-due-leave = { $count ->
    [one] срока связи больше не будет у { $count } клиента
    [few] срока связи больше не будет у { $count } клиентов
   *[many] срока связи больше не будет у { $count } клиентов
}
rulebook-effect-due-moved = { $count ->
    [one] срок связи сдвинется у { $count } клиента
    [few] срок связи сдвинется у { $count } клиентов
   *[many] срок связи сдвинется у { $count } клиентов
}
rulebook-effect-due-come-late = { $count ->
    [one] просроченным станет { $count }
    [few] просроченными станут { $count }
   *[many] просроченными станут { $count }
}
rulebook-effect-due-no-longer-late = { $count ->
    [one] перестанет быть просроченным { $count }
    [few] перестанут быть просроченными { $count }
   *[many] перестанут быть просроченными { $count }
}
rulebook-effect-due-when = пересчитаем в течение минуты
rulebook-effect-at-once = сразу
rulebook-effect-new-deals = для новых сделок; у заведённых валюта прежняя
rulebook-effect-new-offers = { $count ->
    [0] для новых КП
    [one] для новых КП и новых сроков; у { $count } КП без ответа срок прежний
    [few] для новых КП и новых сроков; у { $count } КП без ответа срок прежний
   *[many] для новых КП и новых сроков; у { $count } КП без ответа срок прежний
}
rulebook-effect-open-offers = { $count ->
    [0] со следующего КП
    [one] сразу, и для { $count } КП без ответа
    [few] сразу, и для { $count } КП без ответа
   *[many] сразу, и для { $count } КП без ответа
}
rulebook-effect-new-tasks = { $count ->
    [0] для новых задач
    [one] для новых задач и новых сроков; у { $count } открытой задачи всё прежнее
    [few] для новых задач и новых сроков; у { $count } открытых задач всё прежнее
   *[many] для новых задач и новых сроков; у { $count } открытых задач всё прежнее
}
rulebook-effect-new-briefs = для новых ТЗ; начатые спросят, какой шаблон взять
rulebook-effect-new-projects = для новых проектов
rulebook-effect-new-requests = { $count ->
    [0] для новых обращений
    [one] для новых обращений; у { $count } открытого срок прежний
    [few] для новых обращений; у { $count } открытых срок прежний
   *[many] для новых обращений; у { $count } открытых срок прежний
}
rulebook-effect-new-visits = { $count ->
    [0] для новых визитов
    [one] для новых визитов; { $count } назначенный остаётся
    [few] для новых визитов; { $count } назначенных остаются
   *[many] для новых визитов; { $count } назначенных остаются
}
rulebook-effect-new-invitations = для новых приглашений
rulebook-effect-new-dates = для новых сроков; назначенные раньше не сдвинутся
rulebook-effect-next-asking = для новых просьб о переносе
rulebook-effect-next-contacts = после следующих контактов
rulebook-effect-next-cycle = { $count ->
    [0] со следующего цикла звонков
    [one] со следующего цикла звонков; { $count } нынешний кончится как начат
    [few] со следующего цикла звонков; { $count } нынешних кончатся как начаты
   *[many] со следующего цикла звонков; { $count } нынешних кончатся как начаты
}
rulebook-effect-next-plan = с плана звонков на следующий рабочий день
rulebook-effect-next-morning = со следующего утра
rulebook-effect-next-sweep = при следующей проверке, в течение пяти минут
rulebook-effect-next-digest = со следующей сводки
rulebook-effect-digest-of-role = { $count ->
    [one] со следующей сводки, для { $count } человека; кто выбрал свой час, получает по-своему
    [few] со следующей сводки, для { $count } человек; кто выбрал свой час, получает по-своему
   *[many] со следующей сводки, для { $count } человек; кто выбрал свой час, получает по-своему
}
rulebook-effect-everybody = { $count ->
    [one] сразу, для { $count } сотрудника
    [few] сразу, для { $count } сотрудников
   *[many] сразу, для { $count } сотрудников
}
rulebook-effect-figures = для показателей открытых периодов; закрытые не изменятся
rulebook-effect-bonus = { $count ->
    [0] со следующего расчёта; сейчас это никого не касается
    [one] для { $count } человека, за открытые периоды; закрытые не изменятся
    [few] для { $count } человек, за открытые периоды; закрытые не изменятся
   *[many] для { $count } человек, за открытые периоды; закрытые не изменятся
}

rulebook-return-proposal = { $count ->
    [one] ↩️ <b>Вернуть версию { $version }: изменится { $count } правило</b>
    [few] ↩️ <b>Вернуть версию { $version }: изменится { $count } правила</b>
   *[many] ↩️ <b>Вернуть версию { $version }: изменится { $count } правил</b>
}
rulebook-versions-button = 🕓 Версии
rulebook-versions = 🕓 <b>Версии регламента</b>
rulebook-version-line = <b>{ $version }</b> · { $moment } · { $whence }
rulebook-as-shipped = как в поставке
rulebook-returned-by = { $name }, вернули версию { $version }
rulebook-version-in-force = В силе с { $moment }, { $whence }.
rulebook-version-before = С { $moment }, { $whence }. Сейчас в силе другая.
rulebook-version-against = Против версии { $version }:
rulebook-file-button = 📄 Файл
rulebook-return-button = ↩️ Вернуть
rulebook-back-to-versions = « Версии
rulebook-version-file = 📄 Регламент, версия { $version }
rulebook-notice = 📘 <b>Регламент изменился: версия { $version }</b>
rulebook-notice-rules = Что касается вас: /rules
