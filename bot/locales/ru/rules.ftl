# /rules: что из регламента касается человека, простыми словами.
rules-title = 📘 <b>Правила для вас</b>
rules-choose = Коротко о том, что действует сейчас (версия { $version }). О чём рассказать?
rules-topic-title = 📘 <b>{ $topic }</b>
rules-button = 📘 Правила
rules-back = « Правила
rules-topic-deals = Сделки
rules-topic-offers = КП
rules-topic-clients = Клиенты
rules-topic-greetings = Поздравления
rules-topic-requests = Обращения
rules-topic-calls = Звонки
rules-topic-visits = Визиты
rules-topic-polls = Опросы
rules-topic-tasks = Задачи
rules-topic-figures = Показатели
rules-topic-hours = Рабочее время
rules-topic-messages = Сообщения
rules-topic-company = Компания
rules-bullet = • { $words }
rules-percent = { $number } %
rules-point = ,
rules-or = {" "}или{" "}

rules-deals-stages = Этапы по порядку, и сколько сделка может стоять на каждом:
rules-deals-stage = • { $name }: { $limit }
rules-deals-stage-with = • { $name }: { $limit }. Обязательно: { $items }
rules-deals-late = Что стоит дольше, то просрочено: это видно в «Моём дне» и на доске.
rules-deals-lost = Проигрыш — всегда с причиной: { $reasons }.
rules-deals-chances = Вероятности для прогноза: { $chances }.

rules-offers-first = Об ответе на новое КП бот спросит через { $wait }, если не выбрать другой день.
rules-offers-thinking = Клиент думает — спросит снова через { $wait }.
rules-offers-no-answer = Не дозвонились — напомнит через { $wait }.
rules-offers-snoozes = { $count ->
    [one] Отложить без объяснения можно { $count } раз.
    [few] Отложить без объяснения можно { $count } раза.
   *[many] Отложить без объяснения можно { $count } раз.
}
rules-offers-no-snoozes = Отложить можно только с объяснением.
rules-silence = Нет ответа — скажем: { $steps }.
rules-offers-lead-to = Согласие ведёт на «{ $accepted }», отказ — на «{ $refused }».

rules-clients-segments = Сегменты, сверху вниз, по первому подходящему:
rules-clients-segment = • { $name }: { $criteria }
rules-clients-segment-others = • { $name }: все остальные
rules-clients-segment-by-hand = • { $name }: выбирают вручную
rules-clients-new = Новый клиент — «{ $name }».
rules-won-money = { $count ->
    [one] выиграно от { $amount } за { $count } месяц
    [few] выиграно от { $amount } за { $count } месяца
   *[many] выиграно от { $amount } за { $count } месяцев
}
rules-won-margin = { $count ->
    [one] маржа от { $amount } за { $count } месяц
    [few] маржа от { $amount } за { $count } месяца
   *[many] маржа от { $amount } за { $count } месяцев
}
rules-won-deals = { $count ->
    [one] выигранных сделок от { $deals } за { $count } месяц
    [few] выигранных сделок от { $deals } за { $count } месяца
   *[many] выигранных сделок от { $deals } за { $count } месяцев
}
rules-regions = регион: { $names }
rules-sectors = отрасль: { $names }
rules-no-cadences = Обязательного срока связи ни у кого нет.
rules-cadence = { $count ->
    [one] <b>{ $name }</b>: связь не реже раза в { $count } день. Считаются: { $kinds }. Не ответили — снова через { $retry }.
    [few] <b>{ $name }</b>: связь не реже раза в { $count } дня. Считаются: { $kinds }. Не ответили — снова через { $retry }.
   *[many] <b>{ $name }</b>: связь не реже раза в { $count } дней. Считаются: { $kinds }. Не ответили — снова через { $retry }.
}
rules-cadence-silence = С утра последнего дня скажем: { $steps }.
rules-cadence-later = У остальных срока нет. Отложить дальше срока можно с согласия руководителя.
rules-cadence-decide = О переносе срока связи вам решать за { $limit }; потом просьба идёт выше, до { $climbs } раз.
rules-clients-told = Вам сообщаем, кто вошёл в сегмент и вышел из него: { $names }.
rules-risks = Признаки, что клиента можно потерять, придут вам карточкой:
rules-risk-late = { $count ->
    [one] { $count } срок связи прошёл без контакта
    [few] { $count } срока связи подряд прошли без контакта
   *[many] { $count } сроков связи подряд прошли без контакта
}
rules-risk-thumb = { $count ->
    [one] палец вниз за { $count } день
    [few] палец вниз за { $count } дня
   *[many] палец вниз за { $count } дней
}
rules-risk-fall = { $count ->
    [one] покупки упали на { $percent } % за { $count } месяц ({ $against }), если было от { $least }
    [few] покупки упали на { $percent } % за { $count } месяца ({ $against }), если было от { $least }
   *[many] покупки упали на { $percent } % за { $count } месяцев ({ $against }), если было от { $least }
}
rules-risks-decide = На решение — { $limit }, потом узнаёт руководитель выше, до { $climbs } раз.
rules-clients-next-product = { $count ->
    [one] Товар предложим, если он есть хотя бы у { $count } похожего клиента.
    [few] Товар предложим, если он есть хотя бы у { $count } похожих клиентов.
   *[many] Товар предложим, если он есть хотя бы у { $count } похожих клиентов.
}

rules-greetings-hours = { $count ->
    [one] Карточка приходит в { $morning }, после { $evening } поздравление опоздало. «Позже сегодня» — на { $count } час.
    [few] Карточка приходит в { $morning }, после { $evening } поздравление опоздало. «Позже сегодня» — на { $count } часа.
   *[many] Карточка приходит в { $morning }, после { $evening } поздравление опоздало. «Позже сегодня» — на { $count } часов.
}
rules-greetings-segment = • { $name }: поздравляет { $who }; { $holidays }
rules-greetings-by-owner = ответственный
rules-greetings-by-manager = лично руководитель филиала
rules-greetings-all = все праздники
rules-greetings-professional = праздники их профессии
rules-greetings-chosen = праздники, отмеченные в карточке
rules-greetings-others = Остальных поздравляет ответственный; дни рождения и годовщины — всегда.

rules-requests-reaction = Отреагировать на обращение: { $limit }.
rules-requests-closing = Закрыть: { $limit }.
rules-requests-of-segment = • { $name }: отреагировать — { $limit }
rules-requests-of-segment-closed = • { $name }: отреагировать — { $limit }, закрыть — { $closing }
rules-late = Срок прошёл — скажем: { $steps }.
rules-requests-on-your-day = Обращения этих сегментов стоят и в вашем дне, пока не закрыты: { $names }.
rules-requests-reopen = { $count ->
    [one] Закрытое можно открыть снова { $count } день.
    [few] Закрытое можно открыть снова { $count } дня.
   *[many] Закрытое можно открыть снова { $count } дней.
}

rules-calls-cycle = { $count ->
    [one] Пара обзванивает всех своих клиентов за { $count } день.
    [few] Пара обзванивает всех своих клиентов за { $count } дня.
   *[many] Пара обзванивает всех своих клиентов за { $count } дней.
}
rules-calls-a-day = { $count ->
    [one] В день — до { $count } звонка.
    [few] В день — до { $count } звонков.
   *[many] В день — до { $count } звонков.
}
rules-calls-again = Не ответили — снова через { $wait }. После попытки № { $tries } клиент уходит в конец цикла.
rules-calls-weights = Кого раньше (чем больше вес; 0 — не звоним):
rules-calls-check = Что делали продавцы за неделю, вам приходит: { $day }, { $at }.

rules-visits-length = { $count ->
    [one] Визит занимает { $count } минуту.
    [few] Визит занимает { $count } минуты.
   *[many] Визит занимает { $count } минут.
}
rules-visits-buffer = { $count ->
    [one] На дорогу между клиентами — { $count } минута.
    [few] На дорогу между клиентами — { $count } минуты.
   *[many] На дорогу между клиентами — { $count } минут.
}
rules-visits-ahead = { $count ->
    [one] Назначить можно на { $count } день вперёд.
    [few] Назначить можно на { $count } дня вперёд.
   *[many] Назначить можно на { $count } дней вперёд.
}
rules-visits-reminder = { $count ->
    [one] Бот напомнит в этот день в { $at } и за { $count } минуту.
    [few] Бот напомнит в этот день в { $at } и за { $count } минуты.
   *[many] Бот напомнит в этот день в { $at } и за { $count } минут.
}
rules-visits-report = После визита бот спросит итог; снова — через { $again }, а через { $head } узнает руководитель.

rules-polls = Короткие опросы после контакта:
rules-poll-everybody = всех
rules-poll = { $count ->
    [one] • { $name }: после контакта ({ $kinds }), спросить { $whom }, не чаще раза в { $count } день
    [few] • { $name }: после контакта ({ $kinds }), спросить { $whom }, не чаще раза в { $count } дня
   *[many] • { $name }: после контакта ({ $kinds }), спросить { $whom }, не чаще раза в { $count } дней
}

rules-tasks-most-hours = В одной задаче — не больше { $hours } ч.
rules-tasks-approval = Руководитель исполнителя согласует задачу, если она: { $when }.
rules-tasks-over-hours = дольше { $hours } ч
rules-tasks-over-cost = дороже { $cost }
rules-tasks-across = из другого отдела
rules-tasks-decide = Вам на согласование — { $limit }; потом просьба идёт выше, до { $climbs } раз. Ждут вас: /approvals
rules-minutes = { $count ->
    [one] за { $count } минуту
    [few] за { $count } минуты
   *[many] за { $count } минут
}
rules-tasks-morning = утром в день срока
rules-tasks-before = { $before } до срока
rules-tasks-reminders = Напоминаем { $when }; по-своему — «🔔 Напоминания» на любой задаче.
rules-late-deadline = Срок прошёл — скажем: { $steps }.
rules-tasks-useful-hours = Полезных часов в рабочем дне, по которым считаем загрузку: { $hours }.
rules-tasks-briefs = Задачи по ТЗ (/brief): { $names }.
rules-tasks-projects = Шаблоны проектов: { $names }.

rules-bonus = Бонус «{ $name }»:
rules-bonus-part = • { $name } от { $threshold } — { $weight } бонуса
rules-bonus-unrounded = Сравниваем без округления: 94,999 % — это меньше 95 %.
rules-no-bonus = За показатели вашему отделу бонус не платится.
rules-figures-closed = Месяц закрывается через { $wait } после его конца; потом цифры не меняются.
rules-figures-transparency = Прозрачность команды — от { $goal }.
rules-figures-churn = { $count ->
    [one] Клиент считается ушедшим после { $count } дня без покупок.
    [few] Клиент считается ушедшим после { $count } дней без покупок.
   *[many] Клиент считается ушедшим после { $count } дней без покупок.
}
rules-figures-names = В рейтинге видны имена.
rules-figures-no-names = В рейтинге имён нет: каждый видит своё место.

rules-hours-week = Ваши рабочие часы:
rules-hours-off = Ближайшие выходные сверх обычных: { $days }.
rules-hours-worked = Рабочие вместо выходных: { $days }.
rules-hours-limits = Все сроки и лимиты считаем по вашему рабочему времени.

rules-messages-quiet = Тихие часы — { $span }: бот молчит, накопленное придёт одной сводкой.
rules-messages-cap = { $count ->
    [one] В день сразу приходит до { $count } сообщения, остальное — сводкой.
    [few] В день сразу приходит до { $count } сообщений, остальное — сводкой.
   *[many] В день сразу приходит до { $count } сообщений, остальное — сводкой.
}
rules-messages-digest = Ваша сводка — в { $at }.
rules-messages-no-digest = Ежедневной сводки у вас нет.
rules-messages-weekly = Итоги недели — в первый рабочий день следующей, в { $at }.
rules-messages-monthly = Итоги месяца — после его закрытия, в { $at }.
rules-messages-snooze = Отложить можно: { $choices }.
rules-snooze-hour = на час
rules-snooze-tomorrow = до завтра
rules-snooze-date = до даты

rules-company-name = Компания: { $name }
rules-company-currency = Валюта: { $currency }
rules-company-zone = Часовой пояс: { $zone }
rules-invitations = { $count ->
    [one] Приглашение действует { $count } час. Пригласить: /invite
    [few] Приглашение действует { $count } часа. Пригласить: /invite
   *[many] Приглашение действует { $count } часов. Пригласить: /invite
}
rules-who-changes = Регламент меняет администратор.
rules-how-to-change = Изменить: /rulebook — взять файл, исправить и прислать обратно. Перед тем как что-то изменится, покажу, кого это затронет; любую прежнюю версию можно вернуть.
