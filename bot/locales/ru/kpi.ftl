# Показатели
error-period-not-begun = Период начинается { $first }, это ещё впереди. Напишите дни, которые уже начались.
error-period-unreadable = Не понял, за какие дни. Напишите, например: 1.03–15.03, март, 2 квартал.
error-period-too-early = Раньше { $earliest } показателей нет. Напишите более поздние дни.

kpi-percent = { $number }{ "\u00A0" }%
kpi-points = { $points }{ "\u00A0" }п.{ "\u00A0" }п.
kpi-days = { $days }{ "\u00A0" }дн.
kpi-hours = { $hours }{ "\u00A0" }ч
kpi-money-a-day = { $money } в день
kpi-change-from-zero = { $mark } { $by } (было 0)
kpi-change-relative = { $mark } { $by } ({ $relative })
kpi-quarter = { $number } квартал { $year }
kpi-quarter-short = { $number } квартал
kpi-day = { $day } { $month }
kpi-day-year = { $day } { $month } { $year }
kpi-days-of-month = { $first }–{ $last }
kpi-days-between = { $first } – { $last }

# Чьи
kpi-of-person = { $name }
kpi-of-team = Команда: { $name }
kpi-of-department = Отдел: { $name }
kpi-of-branch = Филиал: { $name }
kpi-of-company = Компания: { $name }

# Что не вошло
kpi-left-no-amount = { $count ->
    [one] { $count } сделка без суммы
    [few] { $count } сделки без суммы
   *[other] { $count } сделок без суммы
}
kpi-left-other-currency = { $count ->
    [one] { $count } сделка в другой валюте
    [few] { $count } сделки в другой валюте
   *[other] { $count } сделок в другой валюте
}
kpi-left-declined = { $count ->
    [one] { $count } задача с принятым отказом
    [few] { $count } задачи с принятым отказом
   *[other] { $count } задач с принятым отказом
}
kpi-left-own = { $count ->
    [one] { $count } задача самому себе
    [few] { $count } задачи самому себе
   *[other] { $count } задач самому себе
}
kpi-left-no-estimate = { $count ->
    [one] { $count } задача без оценки в часах
    [few] { $count } задачи без оценки в часах
   *[other] { $count } задач без оценки в часах
}
kpi-left-unrated = { $count ->
    [one] { $count } задача без отзыва
    [few] { $count } задачи без отзыва
   *[other] { $count } задач без отзыва
}
kpi-left-no-margin = { $count ->
    [one] { $count } сделка без маржи
    [few] { $count } сделки без маржи
   *[other] { $count } сделок без маржи
}
kpi-left-waiting = { $count ->
    [one] { $count } сделка ещё ждёт
    [few] { $count } сделки ещё ждут
   *[other] { $count } сделок ещё ждут
}
kpi-left-not-due = { $count ->
    [one] { $count } задача, срок которой ещё не наступил
    [few] { $count } задачи, срок которых ещё не наступил
   *[other] { $count } задач, срок которых ещё не наступил
}

# Показатели: имя, что это, из чего
kpi-name-won-count = Выигранные сделки
kpi-name-won-value = Сумма выигранных
kpi-name-mean-won = Средняя сделка
kpi-name-yield = Доходность
kpi-name-lost-count = Проигранные сделки
kpi-name-lost-value = Сумма проигранных
kpi-name-new-deals = Новые сделки
kpi-name-win-rate = Доля выигранных
kpi-name-cycle = Медианный цикл
kpi-name-mean-cycle = Средний цикл
kpi-name-stage-conversion = Конверсия, когорта
kpi-name-stage-passage = Конверсия за период
kpi-name-stage-time = Время на этапе
kpi-name-hand-off = Передача в другие руки
kpi-name-open-pipeline = Сделки в работе
kpi-name-weighted-pipeline = С учётом вероятности
kpi-name-velocity = Скорость продаж
kpi-name-transparency = Прозрачность
kpi-name-churn = Отток клиентов
kpi-name-retention = Удержание
kpi-name-inflow = Новые клиенты
kpi-name-repeat-share = Доля повторных
kpi-name-lifetime = Срок жизни клиента
kpi-name-calls = Звонки
kpi-name-meetings = Встречи
kpi-name-offers-sent = Отправленные КП
kpi-name-contracts = Договоры
kpi-name-timeliness = Своевременность
kpi-name-productivity = Продуктивность
kpi-name-orientation = Клиентоориентированность

kpi-formula-won-count = Сколько сделок выиграно, по дню закрытия.
kpi-formula-won-value = Сумма выигранных сделок в валюте компании, по дню закрытия.
kpi-formula-mean-won = Сумма выигранных сделок ÷ число выигранных сделок с суммой.
kpi-formula-yield = Маржа ÷ сумма выигранных сделок, у которых маржа известна.
kpi-formula-lost-count = Сколько сделок проиграно, по дню закрытия.
kpi-formula-lost-value = Сумма проигранных сделок в валюте компании, по дню закрытия.
kpi-formula-new-deals = Сколько сделок заведено за период.
kpi-formula-win-rate = Выигранные ÷ (выигранные + проигранные), по дню закрытия.
kpi-formula-cycle = Медиана дней от создания сделки до выигрыша: половина сделок быстрее, половина дольше.
kpi-formula-mean-cycle = Сумма дней от создания до выигрыша ÷ число выигранных сделок.
kpi-formula-stage-conversion = Когорта: сколько из сделок, впервые вошедших на этап в этом периоде, дошли до любого следующего этапа или выиграны ÷ сколько вошло. Пропущенный этап пройден, если сделка не проиграна; повторный вход не считается.
kpi-formula-stage-passage = За период: сколько раз сделки ушли с этапа дальше ÷ сколько раз вошли на него. Ушедшие могли войти раньше, поэтому бывает и больше 100 %.
kpi-formula-stage-time = Медиана дней на этапе у сделок, которые за период с него ушли, куда бы ни ушли.
kpi-formula-hand-off = Медиана часов от передачи сделки другому человеку или отделу до первого, что с ней там сделали.
kpi-formula-open-pipeline = Сумма открытых сделок на конец периода, а пока он идёт — на сейчас.
kpi-formula-weighted-pipeline = Сумма открытых сделок, каждая умножена на вероятность своего этапа.
kpi-formula-velocity = Открытые сделки × доля выигранных × средняя выигранная сделка ÷ средний цикл в днях.
kpi-formula-transparency = Открытые сделки, у которых есть работающий ответственный, следующий шаг в будущем и не вышел срок этапа ÷ все открытые сделки. На конец периода, а пока он идёт — на сейчас. О периоде, который кончился больше 45 дней назад, она известна, только если он закрыт.
kpi-formula-churn = Клиенты, активные на начало периода и давно не покупавшие ÷ активные на начало. Сколько дней — «давно», говорит регламент.
kpi-formula-retention = 1 − отток: доля активных на начало клиентов, которые продолжают покупать.
kpi-formula-inflow = Клиенты, у которых выиграна первая в их истории сделка. Вернувшийся — не новый.
kpi-formula-repeat-share = Выигранные сделки клиентов, которые уже покупали раньше ÷ все выигранные сделки.
kpi-formula-lifetime = Среднее число дней от первой до последней покупки у клиентов, которые ушли в этом периоде.
kpi-formula-calls = Сколько звонков записано за период.
kpi-formula-meetings = Сколько встреч и визитов записано за период.
kpi-formula-offers-sent = Сколько КП отправлено за период.
kpi-formula-contracts = Сколько сделок впервые дошло до этапа договора.
kpi-formula-timeliness = Сделано в согласованный срок ÷ все задачи, срок которых в этом периоде, открытые тоже. Без задач с принятым отказом и без задач самому себе.
kpi-formula-productivity = Часы оценки принятых задач ÷ (полезные часы в день × отработанные дни).
kpi-formula-orientation = 👍 ÷ (👍 + 👎). Задачи без отзыва не считаются.

kpi-numerator-won-count = Выигранные сделки
kpi-numerator-won-value = Сумма выигранных
kpi-numerator-mean-won = Сумма выигранных
kpi-numerator-yield = Маржа
kpi-numerator-lost-count = Проигранные сделки
kpi-numerator-lost-value = Сумма проигранных
kpi-numerator-new-deals = Заведённые сделки
kpi-numerator-win-rate = Выигранные
kpi-numerator-cycle = Выигранные сделки
kpi-numerator-mean-cycle = Дни от создания до выигрыша
kpi-numerator-stage-conversion = Дошли дальше
kpi-numerator-stage-passage = Ушли с этапа дальше
kpi-numerator-stage-time = Сделки, ушедшие с этапа
kpi-numerator-hand-off = Переданные сделки
kpi-numerator-open-pipeline = Сумма открытых
kpi-numerator-weighted-pipeline = Сумма × вероятность
kpi-numerator-velocity = Открытые × доля выигранных × средняя сделка
kpi-numerator-transparency = Прозрачные сделки
kpi-numerator-churn = Ушедшие клиенты
kpi-numerator-retention = Оставшиеся клиенты
kpi-numerator-inflow = Новые клиенты
kpi-numerator-repeat-share = Повторные
kpi-numerator-lifetime = Дни от первой до последней покупки
kpi-numerator-calls = Звонки
kpi-numerator-meetings = Встречи и визиты
kpi-numerator-offers-sent = Отправленные КП
kpi-numerator-contracts = Дошли до договора
kpi-numerator-timeliness = Сделано в срок
kpi-numerator-productivity = Часы принятых задач
kpi-numerator-orientation = 👍

kpi-denominator-mean-won = Выигранные с суммой
kpi-denominator-yield = Сумма выигранных
kpi-denominator-win-rate = Закрытые
kpi-denominator-mean-cycle = Выигранные
kpi-denominator-stage-conversion = Вошли на этап впервые
kpi-denominator-stage-passage = Вошли на этап
kpi-denominator-velocity = Средний цикл
kpi-denominator-transparency = Открытые
kpi-denominator-churn = Активные на начало
kpi-denominator-retention = Активные на начало
kpi-denominator-repeat-share = Выигранные
kpi-denominator-lifetime = Ушедшие клиенты
kpi-denominator-timeliness = Задачи со сроком в периоде
kpi-denominator-productivity = Полезные часы
kpi-denominator-orientation = Задачи с отзывом

# Экран показателей
kpi-title = 📊 <b>{ $whose }</b> · { $period }
kpi-running = Период идёт, время { $zone }. ▲▼ сравнение: { $against }.
kpi-over = Время { $zone }. ▲▼ сравнение: { $against }.
kpi-closed = 🔒 Закрыт { $day }, время { $zone }. ▲▼ сравнение: { $against }.
kpi-line = { $name }: <b>{ $value }</b>{ $change }{ $note }
kpi-goal = (цель { $goal })
kpi-goal-reached = ✅ (цель { $goal })
kpi-few-data = { $count ->
    [one] (мало данных: { $count } отзыв)
    [few] (мало данных: { $count } отзыва)
   *[other] (мало данных: { $count } отзывов)
}
kpi-better = 👍 Лучше: { $names }
kpi-worse = 👎 Хуже: { $names }
kpi-group-deals = 💼 <b>Сделки</b>
kpi-group-activity = 📞 <b>Активность</b>
kpi-group-clients = 👥 <b>Клиенты</b>
kpi-group-work = ✅ <b>Работа</b>
kpi-group-closed = 🏁 <b>Закрытые сделки</b>
kpi-group-speed = ⏱ <b>Передача</b>
kpi-group-open = 💼 <b>Открытые сделки</b>
kpi-no-tasks = Задач со сроком в этом периоде не было, считать пока нечего.
kpi-left-out = ⚠️ Не вошло: { $what }.
kpi-empty-person = Пока нет ни одного факта за этот период. Здесь появятся сделки, звонки, встречи и задачи: сколько, на какую сумму и как это меняется.
kpi-empty-team = У команды нет фактов за этот период. Здесь появятся её сделки, звонки, встречи и задачи.
kpi-empty-department = У отдела нет ни задач, ни сделок за этот период. Показатели появятся, когда ему поставят задачи.
kpi-empty-branch = В филиале нет фактов за этот период. Здесь появятся его сделки, звонки, встречи и задачи.
kpi-empty-company = За этот период фактов нет. Здесь появятся сделки, звонки, встречи и задачи всей компании.
kpi-empty-funnel = В этот период сделки на этапы не входили. Откройте другой период.
kpi-tab = { $name }
kpi-tab-here = ✅ { $name }
kpi-tab-sum = Итоги
kpi-tab-deals = Сделки
kpi-tab-funnel = Воронка
kpi-tab-clients = Клиенты
kpi-tab-work = Работа
kpi-ranking-button = 🏆 Места
kpi-why-button = ❓ Почему
kpi-losses-button = 📉 Потери
kpi-picture-button = 📊 Картинка
kpi-whose-button = 👥 Чьи
kpi-reports-button = 📄 Отчёты
kpi-period-button = 📅 Период
kpi-before-button = ‹ { $period }
kpi-after-button = { $period } ›

# Воронка
kpi-funnel-legend = <b>Когорта</b> — из вошедших на этап в этот период дошли дальше.
    <b>За период</b> — вышло ÷ вошло, когда бы сделки ни вошли.
kpi-stage = <b>{ $stage }</b>
kpi-stage-bar = <code>{ $bar }</code> вошло { $count }
kpi-cohort = Когорта: <b>{ $value }</b> ({ $part } из { $whole }){ $change }
kpi-passage = За период: <b>{ $value }</b> ({ $part } из { $whole })
kpi-stage-time = ⏱ Медиана { $value } при лимите { $limit }{ "\u00A0" }раб.{ "\u00A0" }ч{ $change }

# Почему
kpi-why-title = ❓ <b>Почему так: { $tab }</b>
    { $whose } · { $period }. Выберите показатель.
kpi-why-figure = { $name }: { $value }
kpi-name-of-stage = { $stage }: { $name }
kpi-back-button = « Показатели
kpi-why-back-button = « Почему
kpi-figure-back-button = « Показатель
kpi-figure-title = ❓ <b>{ $name }: { $value }</b>
kpi-figure-about = { $whose } · { $period }, время { $zone }
kpi-figure-formula = <b>Как считаем.</b> { $formula }
kpi-figure-numerator = Числитель — { $name }: <b>{ $value }</b>
kpi-figure-denominator = Знаменатель — { $name }: <b>{ $value }</b>
kpi-figure-counted = { $name }: <b>{ $value }</b>
kpi-figure-left-out = Не вошло: { $what }
kpi-figure-all-in = Не вошло: ничего, учтено всё.
kpi-figure-nothing = Делить не на что, поэтому «—».
kpi-figure-before = Было { $value } за { $period }: { $change }
kpi-part-numerator = числитель
kpi-part-listed = список
kpi-part-denominator = знаменатель
kpi-part-left-out = не вошло
kpi-part-numerator-button = Числитель
kpi-part-listed-button = Список
kpi-part-denominator-button = Знаменатель
kpi-part-left-out-button = Не вошло
kpi-facts-title = 📋 <b>{ $name }</b>, { $part }: { $count }
    { $whose } · { $period }
kpi-facts-none = 📋 <b>{ $name }</b>, { $part }: { $count }
    { $whose } · { $period }. Здесь нет ничего, что вам видно.
kpi-fact-no-amount = без суммы
kpi-fact-other-currency = другая валюта
kpi-fact-declined = принят отказ
kpi-fact-own = задача себе
kpi-fact-no-estimate = без оценки
kpi-fact-unrated = без отзыва
kpi-fact-no-margin = без маржи
kpi-fact-not-due = срок впереди
kpi-fact-waiting = ещё ждёт

# Почему проиграли
kpi-losses-title = 📉 <b>Почему проиграли: { $count }</b>
    { $whose } · { $period }
kpi-losses-none = 📉 <b>Проигранных сделок: { $count }</b>
    { $whose } · { $period }
kpi-losses-won = 🏆 Выиграно { $count } на { $money }
kpi-loss = { $reason }: <b>{ $count }</b>, { $money }
kpi-loss-others = { $reason }: <b>{ $count }</b>, { $money } (без суммы или в другой валюте: { $others })
kpi-loss-button = { $reason }: { $count }
kpi-losses-of-title = 📉 <b>{ $reason }: { $count }</b>
    { $whose } · { $period }
kpi-losses-back-button = « Потери

# Разрезы
kpi-cuts-button = 🔎 Разрезы
kpi-cuts-title = 🔎 <b>Закрытые сделки { $by }: { $count }</b>
    { $whose } · { $period }
kpi-cuts-none = В этом периоде сделки не закрывались. Откройте другой период.
kpi-cuts-legend = ✅ выиграно, ❌ проиграно, за ними доля выигранных
kpi-cuts-left-out = ⚠️ В суммы не вошло: { $what }.
kpi-cut = <b>{ $name }</b>: ✅ { $won }{ $money ->
    [none] {""}
   *[other] {" "}на { $money }
} · ❌ { $lost } · { $rate }
kpi-cut-by-product = по продуктам
kpi-cut-by-series = по сериям
kpi-cut-by-sector = по отраслям
kpi-cut-by-region = по регионам
kpi-cut-by-segment = по сегментам
kpi-cut-product-button = Продукты
kpi-cut-series-button = Серии
kpi-cut-sector-button = Отрасли
kpi-cut-region-button = Регионы
kpi-cut-segment-button = Сегменты
kpi-cut-without-product = без продукта
kpi-cut-without-series = без серии
kpi-cut-without-sector = без отрасли
kpi-cut-without-region = без региона
kpi-cut-without-segment = без сегмента

# Какие дни и чьи
kpi-which-days = 📅 За какие дни? Сейчас: { $period }.
kpi-days-button = { $period }
kpi-week-button = Неделя { $period }
kpi-own-period-button = ✏️ Свои дни
kpi-ask-period = За какие дни? Напишите, например: 1.03–15.03, март, 2 квартал, 2025, 30 дней.
kpi-inside-person = 👥 <b>{ $whose }</b>. Люди: { $count }
kpi-inside-team = 👥 <b>{ $whose }</b>. Команды: { $count }
kpi-inside-department = 👥 <b>{ $whose }</b>. Отделы: { $count }
kpi-inside-branch = 👥 <b>{ $whose }</b>. Филиалы: { $count }
kpi-inside-nobody = 👥 <b>{ $whose }</b>. Здесь никого нет, выберите ниже.
kpi-kind-person-button = Люди
kpi-kind-team-button = Команды
kpi-kind-department-button = Отделы
kpi-kind-branch-button = Филиалы
kpi-up-button = ⬆️ { $name }
kpi-own-button = Мои

# Места
kpi-ranking-person = 🏆 <b>Люди: { $measure }</b> · { $period }
kpi-ranking-branch = 🏆 <b>Филиалы: { $measure }</b> · { $period }
kpi-place = { $mark } { $name } — { $value }
kpi-place-own = { $mark } <b>{ $name } — { $value }</b>
kpi-own-person-place = Вы { $number }-й из { $of }: { $value }
kpi-own-person-place-shared = Вы делите { $number }-е место из { $of }: { $value }
kpi-own-person-no-place = У вас места пока нет: считать ещё нечего.
kpi-own-branch-place = Ваш филиал: { $number }-й из { $of }
kpi-own-branch-place-shared = Ваш филиал делит { $number }-е место из { $of }
kpi-own-branch-no-place = У вашего филиала места пока нет: считать ещё нечего.
kpi-ranking-nobody = Сравнивать пока некого: фактов за этот период нет.
kpi-ranking-p-button = 👤 Люди
kpi-ranking-b-button = 🏢 Филиалы

# Картинки
kpi-thousands = { $number } тыс. { $sign }
kpi-millions = { $number } млн { $sign }
kpi-draw-plan = План и факт
kpi-draw-funnel = Воронка
kpi-draw-trend = 12 месяцев
kpi-draw-plan-button = План и факт
kpi-draw-funnel-button = Воронка
kpi-draw-trend-button = 12 месяцев
kpi-picture-caption = 📊 <b>{ $what }</b> · { $whose } · { $period }
kpi-picture-no-plan = Плана на этот месяц нет, поэтому здесь 12 месяцев. Поставить план: /plan
kpi-picture-title = { $what } · { $whose }
kpi-picture-subtitle = { $period }, время { $zone }
kpi-draw-cohort = Когорта: из вошедших в период дошли дальше
kpi-draw-passage = За период: вышло ÷ вошло
kpi-draw-entered = вошло { $count }
kpi-drawn-cohort = Когорта { $value }
kpi-drawn-passage = За период { $value }
kpi-drawn-cohort-nothing = Когорта —
kpi-drawn-passage-nothing = За период —
kpi-draw-due = К сегодня по плану: { $passed } из { $total } раб. дней
kpi-draw-rest = { $fact } из { $plan }, осталось { $rest }
kpi-draw-over = { $fact } из { $plan }, сверх плана { $rest }

# Бонус
kpi-corrected = (исправлено после закрытия: сейчас { $value })
kpi-figure-corrected = ✏️ Исправлено после закрытия: по фактам сейчас { $value }.
kpi-bonus = 💰 <b>Бонус сейчас: { $paid } из 100 %</b>
kpi-bonus-closed = 💰 <b>Бонус за период: { $paid } из 100 %</b>
kpi-bonus-nothing = 💰 Бонус считать пока не из чего: нет ни задач со сроком, ни принятых задач, ни отзывов.
kpi-part-of-bonus-pays = ✅ { $name }: { $value } при пороге { $threshold } — платится { $weight } %
kpi-part-of-bonus-falls-short = ✖️ { $name }: { $value } при пороге { $threshold } — { $weight } % не платятся
kpi-part-of-bonus-nothing = ➖ { $name } — { $weight } % не платятся: считать пока нечего
kpi-bonuses-button = 🎁 Бонусы
kpi-bonuses-title = 🎁 <b>Бонусы</b>
    { $whose } · { $period }
kpi-bonuses-none = Здесь нет никого, кому по регламенту положен бонус.
kpi-bonus-of = <b>{ $name }</b> — { $paid } из 100 %
kpi-bonus-of-nothing = <b>{ $name }</b> — считать пока не из чего
kpi-bonus-of-none = <b>{ $name }</b> — бонус не положен
kpi-cliff-timeliness = { $count ->
    [1] Ещё одна просрочка из { $total }
    [one] Ещё { $count } просрочка из { $total }
    [few] Ещё { $count } просрочки из { $total }
   *[other] Ещё { $count } просрочек из { $total }
} — и { $weight } % за своевременность не платятся.
kpi-cliff-orientation = { $count ->
    [1] Ещё один 👎 из { $total }
   *[other] Ещё { $count } 👎 из { $total }
} — и { $weight } % за клиентоориентированность не платятся.
kpi-cliff-win-rate = { $count ->
    [1] Ещё одна проигранная сделка из { $total }
    [one] Ещё { $count } проигранная сделка из { $total }
    [few] Ещё { $count } проигранные сделки из { $total }
   *[other] Ещё { $count } проигранных сделок из { $total }
} — и { $weight } % за долю выигранных не платятся.
kpi-cliff = { $count ->
    [1] Ещё один промах из { $total }
    [one] Ещё { $count } промах из { $total }
    [few] Ещё { $count } промаха из { $total }
   *[other] Ещё { $count } промахов из { $total }
} — и { $weight } % за показатель «{ $name }» не платятся.
kpi-reach-timeliness = До порога { $threshold } не хватает { $count ->
    [one] { $count } задачи в срок
    [few] { $count } задач в срок подряд
   *[other] { $count } задач в срок подряд
}.
kpi-reach-orientation = До порога { $threshold } не хватает { $count } 👍 подряд.
kpi-reach-win-rate = До порога { $threshold } не хватает { $count ->
    [one] { $count } выигранной сделки
    [few] { $count } выигранных сделок подряд
   *[other] { $count } выигранных сделок подряд
}.
kpi-reach = До порога { $threshold } не хватает { $count ->
    [one] { $count } удачного случая
    [few] { $count } удачных случаев подряд
   *[other] { $count } удачных случаев подряд
}.
kpi-reach-productivity = До порога { $threshold } не хватает { $hours } ч принятых задач.
kpi-reach-points = До порога не хватает { $points } п. п.
kpi-reach-never = До порога { $threshold } в этом периоде уже не дойти.

# До и после
kpi-launch-button = 🚀 До и после
kpi-launch-title = 🚀 <b>До запуска и после: { $whose }</b>
    До: { $before }. После: { $since }.
kpi-launch-counted = <b>Сделок за 30 дней</b>
kpi-launch-stages = <b>Время на этапе, медиана</b>
kpi-launch-line = { $name }: { $before } → <b>{ $since }</b>{ $change }
