# Регламент: файл, ошибки в нём, что изменится.
rulebook-title = 📘 <b>Регламент, версия { $version }</b>
rulebook-put-by = В силе с { $moment }, изменения внесены: { $name }.
rulebook-shipped = В силе с { $moment }, как в поставке.
rulebook-how-to-change = Исправьте файл и отправьте его сюда. Я покажу, что изменится и кого это затронет, и спрошу подтверждение.

rulebook-wrong = { $count ->
    [one] ❗ <b>Файл не принят: { $count } ошибка</b>
    [few] ❗ <b>Файл не принят: { $count } ошибки</b>
   *[many] ❗ <b>Файл не принят: { $count } ошибок</b>
}
rulebook-fault = • Строка { $line }, <code>{ $path }</code>: { $expected }{ $has_found ->
    [yes] . Сейчас там: «{ $found }»
   *[no] { "" }
}
rulebook-fault-of-file = • Строка { $line }: { $expected }{ $has_found ->
    [yes] . Сейчас там: «{ $found }»
   *[no] { "" }
}
rulebook-wrong-next = Прежний регламент остаётся в силе. Исправьте файл и отправьте ещё раз.

rulebook-expected-missing = нужен ключ «{ $name }»
rulebook-expected-unknown-key = ключа «{ $name }» нет; здесь бывают: { $allowed }
rulebook-expected-duplicate-key = ключ «{ $name }» повторён; оставьте один
rulebook-expected-wrong-type = { $type ->
    [mapping] нужны ключи со значениями
    [list] нужен список
    [yes_no] нужно true или false
   *[text] нужен текст
}
rulebook-expected-not-a-number = нужно число
rulebook-expected-not-a-whole-number = нужно целое число
rulebook-expected-too-small = { $is_allowed ->
    [yes] нужно не меньше { $limit }
   *[no] нужно больше { $limit }
}
rulebook-expected-too-big = { $is_allowed ->
    [yes] нужно не больше { $limit }
   *[no] нужно меньше { $limit }
}
rulebook-expected-too-precise = знаков после точки может быть не больше { $digits }
rulebook-expected-too-few = в списке должно быть не меньше { $limit }
rulebook-expected-too-many = в списке может быть не больше { $limit }
rulebook-expected-text-missing = нужен непустой текст
rulebook-expected-text-too-long = текст длиннее { $limit } знаков; сократите
rulebook-expected-text-unprintable = в тексте есть невидимые знаки; напишите его заново
rulebook-expected-not-a-time = нужно время, например 08:30
rulebook-expected-not-a-date = нужна дата, например 2026-01-31
rulebook-expected-not-a-time-span = нужен промежуток времени, например 09:00-13:00
rulebook-expected-not-a-key = нужно короткое слово латиницей: строчные буквы, цифры и _
rulebook-expected-not-a-zone = нужен часовой пояс, например Europe/Moscow
rulebook-expected-not-a-country = нужна страна двумя буквами, например RU
rulebook-expected-not-a-currency = нужна валюта тремя буквами, например RUB
rulebook-expected-not-unique = «{ $value }» уже есть выше; имена не повторяются
rulebook-expected-not-rising = должно быть позже или больше, чем строкой выше
rulebook-expected-wrong-sum = веса в сумме дают { $sum }, а нужно { $limit }
rulebook-expected-one-of-two = нужен ровно один из ключей: { $keys }
rulebook-expected-unknown-reference = такого нет; есть: { $allowed }
rulebook-expected-waits-for-itself = задачи ждут друг друга по кругу: { $ring }; уберите одно из ожиданий
rulebook-expected-wrong-choice = можно только: { $allowed }
rulebook-expected-syntax = отсюда файл не читается (знак { $column }); проверьте отступы и кавычки
rulebook-expected-not-utf8 = сохраните файл в кодировке UTF-8
rulebook-expected-file-too-large = файл слишком большой: можно до { $limit_bytes } байт
rulebook-expected-too-deep = слишком много вложенных уровней: можно до { $limit }
rulebook-expected-plain-yaml = якоря, ссылки и метки (&, *, !) не принимаются; напишите значение полностью
rulebook-expected-one-document = здесь начинается второй документ; оставьте один

rulebook-proposal = { $count ->
    [one] 📘 <b>Изменится { $count } правило</b>
    [few] 📘 <b>Изменится { $count } правила</b>
   *[many] 📘 <b>Изменится { $count } правил</b>
}
rulebook-changed = { $field }: { $old } → <b>{ $new }</b>
rulebook-added = { $field }: добавится <b>{ $new }</b>
rulebook-removed = { $field }: исчезнет { $old }
rulebook-change-of = • «{ $around }», { $change }
rulebook-change = • { $change }
rulebook-more-changes = { $count ->
    [one] и ещё { $count } изменение
    [few] и ещё { $count } изменения
   *[many] и ещё { $count } изменений
}
rulebook-proposal-question = Ввести в действие?
rulebook-activate-button = Ввести в действие
rulebook-activated = ✅ <b>Регламент, версия { $version }, в силе.</b>
    Новые правила действуют со следующего нажатия. Взять файл: /rulebook
rulebook-dismissed = Оставили как было. Действующий файл: /rulebook
rulebook-nothing = ничего
rulebook-yes = да
rulebook-no = нет

rulebook-field-name = название
rulebook-field-text = текст
rulebook-field-ru = по-русски
rulebook-field-en = по-английски
rulebook-field-country = страна
rulebook-field-zone = часовой пояс
rulebook-field-currency = валюта
rulebook-field-language = язык
rulebook-field-stages = этап
rulebook-field-limit-working-hours = лимит этапа
rulebook-field-probability = вероятность
rulebook-field-checklist = пункт чек-листа
rulebook-field-required = обязательно
rulebook-field-hint = подсказка
rulebook-field-forward = к чему ведёт «дальше»
rulebook-field-back = к чему ведёт «назад»
rulebook-field-skip = к чему ведёт «через этап»
rulebook-field-won = к чему ведёт «выиграна»
rulebook-field-lost = к чему ведёт «проиграна»
rulebook-field-department = отдел
rulebook-field-lost-reasons = причина отказа
rulebook-field-needs-text = нужно пояснение
rulebook-field-follow-up-working-days = вернуться к КП через, рабочих дней
rulebook-field-choices-working-days = варианты срока по КП, рабочих дней
rulebook-field-thinking-working-days = клиент думает, рабочих дней
rulebook-field-no-answer-retry-working-hours = не дозвонились: повтор через, рабочих часов
rulebook-field-max-snoozes = сколько раз можно отложить
rulebook-field-escalation = ступени напоминаний
rulebook-field-refusal-reasons = причины отказа от КП
rulebook-field-on-accept = этап после согласия
rulebook-field-on-refuse = этап после отказа
rulebook-field-tasks = задачи
rulebook-field-most-hours = часов в одной задаче, не больше
rulebook-field-approval = согласование задач
rulebook-field-over-hours = согласовать, если часов больше
rulebook-field-over-cost = согласовать, если дороже
rulebook-field-across-departments = согласовать задачи другому отделу
rulebook-field-hours-to-decide = часов на согласование
rulebook-field-climbs = сколько раз спросить выше
rulebook-field-reminders = напоминания о сроке задачи
rulebook-field-in-the-morning = напомнить утром в день срока
rulebook-field-minutes-before = за сколько минут до срока
rulebook-field-briefs = шаблон ТЗ
rulebook-field-role = кому, если в отделе никого
rulebook-field-estimate-hours = оценка, часов
rulebook-field-priority = важность
rulebook-field-deadline-working-days = срок, рабочих дней
rulebook-field-fields = вопрос ТЗ
rulebook-field-kind = вид ответа
rulebook-field-unit = единица
rulebook-field-at-least = не меньше
rulebook-field-at-most = не больше
rulebook-field-choices = вариант ответа
rulebook-field-project-templates = шаблон проекта
rulebook-field-from-day = с какого рабочего дня
rulebook-field-days = рабочих дней
rulebook-field-waits-for = ждёт задач
rulebook-field-milestone = веха
rulebook-field-roles = роль
rulebook-field-departments = отдел
rulebook-field-title = название задачи
rulebook-field-fixed-task = задача дня события
rulebook-field-goals = цели
rulebook-field-quiet-hours = тихие часы
rulebook-field-daily-cap = сообщений в день, не больше
rulebook-field-rep = сводка менеджера по продажам
rulebook-field-lead = сводка руководителя группы
rulebook-field-manager = сводка руководителя филиала
rulebook-field-director = сводка директора
rulebook-field-administrator = сводка администратора
rulebook-field-groups = сводка команды в группе
rulebook-field-weekly = итоги недели
rulebook-field-monthly = итоги месяца
rulebook-field-snooze-choices = на сколько можно отложить
rulebook-field-default-country = страна по умолчанию
rulebook-field-countries = календарь страны
rulebook-field-week = рабочая неделя
rulebook-field-mon = понедельник
rulebook-field-tue = вторник
rulebook-field-wed = среда
rulebook-field-thu = четверг
rulebook-field-fri = пятница
rulebook-field-sat = суббота
rulebook-field-sun = воскресенье
rulebook-field-use-public-holidays = праздники — выходные
rulebook-field-overrides = особый день
rulebook-field-hours = часы особого дня
rulebook-field-segments = сегмент
rulebook-field-cadences = как часто связываться
rulebook-field-ahead-days = показать за столько дней
rulebook-field-tells = сообщать о входе и выходе
rulebook-field-criteria = условия сегмента
rulebook-field-won-money = выиграно на сумму
rulebook-field-won-deals = выиграно сделок
rulebook-field-won-margin = маржа выигранных сделок
rulebook-field-months = за сколько месяцев
rulebook-field-regions = регионы
rulebook-field-risks = риск потери клиента
rulebook-field-late-in-a-row = опозданий подряд
rulebook-field-thumb-down-days = помнить палец вниз, дней
rulebook-field-fall = падение покупок
rulebook-field-percent = на сколько процентов
rulebook-field-against = с чем сравнивать
rulebook-field-default-segment = сегмент по умолчанию
rulebook-field-invitation-hours = срок приглашения, часов
rulebook-field-useful-hours-per-day = полезных часов в день
rulebook-field-kpi = показатели
rulebook-field-bonus = бонус
rulebook-field-components = составляющая бонуса
rulebook-field-measure = показатель
rulebook-field-threshold-percent = порог, %
rulebook-field-churn-days = клиент ушёл, если не покупал, дней
rulebook-field-contract-stage = этап договора
rulebook-field-transparency-percent = цель по прозрачности, %
rulebook-field-shows-names = имена в рейтингах
rulebook-field-close-after-working-days = месяц закрывается через, рабочих дней
rulebook-field-launched-on = дата запуска бота
