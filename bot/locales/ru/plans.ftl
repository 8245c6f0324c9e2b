# Планы продаж: месяц, части, темп, прогноз, таблица.
command-plan = План и факт
help-plan = /plan — план и факт месяца: темп, прогноз, части
plan-title = 📈 <b>План</b> · { $whose } · { $month }
plan-whose-company = вся компания
plan-whose-team = { $name }, команда
plan-planned-won_value = 💰 Продажи
plan-planned-won_count = 🏆 Выигранные сделки
plan-planned-inflow = 🌱 Новые клиенты
plan-planned-meetings = 🤝 Встречи
plan-planned-calls = 📞 Звонки
plan-amount = План: { $amount }
plan-none = План: не поставлен
plan-fact = Факт: { $amount }
plan-fact-share = Факт: { $amount } ({ $share })
plan-days = Рабочих дней прошло: { $passed } из { $total } ({ $share })
plan-days-due = Рабочих дней прошло: { $passed } из { $total } ({ $share }), к этому дню по плану { $due }
plan-days-none = Рабочих дней в этом месяце нет
plan-pace = В этом темпе к концу месяца: { $amount }
plan-pace-share = В этом темпе к концу месяца: { $amount } ({ $share })
plan-forecast = Прогноз: { $amount } — { $deals ->
    [0] только факт
    [one] факт и { $deals } открытая сделка по вероятности этапа
    [few] факт и { $deals } открытые сделки по вероятности этапа
   *[many] факт и { $deals } открытых сделок по вероятности этапа
}
plan-forecast-share = Прогноз: { $amount } ({ $share }) — { $deals ->
    [0] только факт
    [one] факт и { $deals } открытая сделка по вероятности этапа
    [few] факт и { $deals } открытые сделки по вероятности этапа
   *[many] факт и { $deals } открытых сделок по вероятности этапа
}
plan-left-out = Не вошли в прогноз: { $words }
plan-no-amount = без суммы { $count }
plan-other-currency = в другой валюте { $count }
plan-no-day = без даты закрытия { $count }
plan-day-passed = с прошедшей датой { $count }
plan-zone = 🕒 Время { $zone }
plan-sums-equal = ⚖️ Части в сумме дают план.
plan-sums-rest = ⚖️ План { $whole }, у частей в сумме { $parts }: не распределено { $rest }.
plan-sums-over = ⚖️ План { $whole }, у частей в сумме { $parts }: больше на { $rest }.
plan-sums-no-whole = ⚖️ Общего плана нет, у частей в сумме { $parts }.
plan-sums-unplanned = Без плана: { $count }.
plan-line = { $name }: { $fact } из { $plan } ({ $share })
plan-line-no-plan = { $name }: { $fact }, плана нет
plan-line-button = { $name } · { $share }
plan-closed = 🔒 Этот месяц закрыт: план уже не меняется.
plan-won_value-button = 💰
plan-won_count-button = 🏆
plan-inflow-button = 🌱
plan-meetings-button = 🤝
plan-calls-button = 📞
plan-before-button = ‹ { $month }
plan-after-button = { $month } ›
plan-set-button = ✏️ Поставить
plan-evenly-button = ➗ Поровну
plan-by-fact-button = 📊 По факту
plan-copy-button = 📋 Скопировать { $month }
plan-xlsx-button = 📤 Выгрузить
plan-above-button = « { $name }
plan-back-button = « План
plan-button = 📈 План
question-plan-money = Какой план? Например: 1,2 млн, 900 000 или 300к. Чтобы снять план, напишите 0.
question-plan-count = Какой план? Целое число, например: 12. Чтобы снять план, напишите 0.
question-plan-factor = На сколько изменить? Например: 5 %, -10 % или 1,1.
plan-factor-title = 📋 <b>Скопировать { $from }</b> на { $month }: { $whose }
plan-factor-how = Все показатели, вместе с теми, кто ниже. Ничего не изменится, пока вы не подтвердите.
plan-factor-1-button = Без изменений
plan-factor-1_05-button = +5 %
plan-factor-1_1-button = +10 %
plan-factor-other-button = Другой
plan-proposal-copy = 📋 <b>Планы по прошлому месяцу</b>
plan-proposal-evenly = ➗ <b>Остаток поровну</b>
plan-proposal-by_fact = 📊 <b>Остаток по факту прошлого месяца</b>
plan-proposal-file = 📥 <b>Планы из таблицы</b>
plan-proposal-count = Изменится планов: { $count }
plan-proposal-line = { $name }, { $planned }: { $before } → { $after }
plan-proposal-line-month = { $month } · { $name }, { $planned }: { $before } → { $after }
plan-proposal-more = и ещё { $count }
plan-proposal-total = { $planned }, всего: { $before } → { $after }
plan-proposal-total-people = { $planned }, у людей в сумме: { $before } → { $after }
plan-proposal-overwritten = ⚠️ Уже поставлено: { $count }. Они изменятся.
plan-taken-away = снять
plan-confirm-button = ✅ Подтвердить
plan-replace-button = ✅ Заменить все
plan-only-new-button = ➕ Только новые
plan-applied = ✅ Планов поставлено: { $count }
plan-sheet-caption = 📤 <b>Планы</b> · { $whose } · { $month }. Впишите планы в жёлтые ячейки и пришлите файл сюда.
plan-sheet-title = Планы
plan-sheet-month = Месяц
plan-sheet-kind = Чей план
plan-sheet-name = Кто
plan-sheet-branch = Филиал
plan-sheet-code = Служебный код
plan-sheet-plan-won_value = План: продажи, { $sign }
plan-sheet-plan-won_count = План: выигранные сделки
plan-sheet-plan-inflow = План: новые клиенты
plan-sheet-plan-meetings = План: встречи
plan-sheet-plan-calls = План: звонки
plan-sheet-fact-won_value = Факт: продажи, { $sign }
plan-sheet-fact-won_count = Факт: выигранные сделки
plan-sheet-fact-inflow = Факт: новые клиенты
plan-sheet-fact-meetings = Факт: встречи
plan-sheet-fact-calls = Факт: звонки
plan-sheet-share-won_value = %: продажи
plan-sheet-share-won_count = %: выигранные сделки
plan-sheet-share-inflow = %: новые клиенты
plan-sheet-share-meetings = %: встречи
plan-sheet-share-calls = %: звонки
plan-sheet-kind-person = Сотрудник
plan-sheet-kind-team = Команда
plan-sheet-kind-branch = Филиал
plan-sheet-kind-company = Компания
plan-sheet-total = Итого
plan-sheet-total-person = Сотрудники
plan-sheet-total-branch = Филиалы
plan-sheet-note = Впишите план числом. Пустая ячейка ничего не меняет, 0 снимает план. Формулы не принимаются.
plan-faults-title = 🚫 <b>Таблица не принята</b>, планы не изменились.
plan-faults-more = и ещё { $count }
plan-faults-how = Исправьте и пришлите файл снова.
plan-fault-line = Строка { $line }: { $words }
plan-fault-formula = в ячейке { $what } формула, нужно число
plan-fault-unreadable = «{ $what }» не число
plan-fault-negative = «{ $what }» меньше нуля
plan-fault-too_large = «{ $what }» слишком много, проверьте нули
plan-fault-too_fine = «{ $what }»: не больше двух знаков после запятой
plan-fault-not_whole = «{ $what }»: нужно целое число
plan-fault-other_currency = «{ $what }» в другой валюте
plan-fault-name_unknown = «{ $what }» не нашлось среди ваших; имя и «Чей план» должны быть как в выгрузке
plan-fault-name_ambiguous = «{ $what }» подходит нескольким, укажите филиал
plan-fault-name_other = «{ $what }» стоит на месте другого имени
plan-fault-month_unreadable = месяц «{ $what }» непонятен, нужен вид 11.2026
plan-fault-month_closed = месяц { $what } закрыт или слишком далеко
plan-fault-twice = «{ $what }» встречается дважды
plan-fault-not_yours = план «{ $what }» ставит другой руководитель
day-plan = 📈 { $of ->
    [team] План команды
    [branch] План филиала
    [company] План компании
   *[person] План
}: { $fact } из { $plan } ({ $share }), прошло { $days } рабочих дней
day-plan-no-days = 📈 { $of ->
    [team] План команды
    [branch] План филиала
    [company] План компании
   *[person] План
}: { $fact } из { $plan } ({ $share })
error-plan-not-yours = Этот план ставит вышестоящий руководитель: свой план сам себе никто не ставит.
error-plan-month-closed = Этот месяц закрыт. Менять можно прошлый месяц, текущий и будущие.
error-plan-month-too-far = План ставят не дальше чем на { $months } месяцев вперёд. Выберите месяц ближе.
error-plan-in-other-currency = Планы ставят в валюте компании ({ $expected }), а здесь { $currency }. Напишите сумму без валюты или в { $expected }.
error-plan-not-whole = Здесь нужно целое число, а не { $amount }.
error-plan-changed = План за это время изменили. Откройте его заново: /plan
error-plans-applied = Это уже подтверждено. Планы: /plan
error-factor-unreadable = Не понимаю, на сколько изменить. Напишите, например: 5 %, -10 % или 1,1.
error-factor-out-of-range = План можно изменить не меньше чем в { $least } и не больше чем в { $most } раз. Напишите, например: 5 % или 1,1.
error-nothing-to-copy = В прошлом месяце нет планов, которые вы можете скопировать. Поставьте их кнопкой «Поставить» или таблицей.
error-nothing-to-share = Распределять нечего: план не больше суммы частей, или его некому распределить.
error-no-fact-to-share-by = В прошлом месяце ни у кого нет факта. Распределите поровну.
error-nothing-changes = Планы уже такие, менять нечего.
error-plan-columns-missing = В таблице нет нужных столбцов, или они стоят дважды: { $columns }. Возьмите свежую выгрузку в /plan и впишите планы в неё.
error-plan-sheet-empty = В таблице нет строк с планами. Возьмите свежую выгрузку в /plan.
error-plan-sheet-wrong = Таблица не принята, ошибок: { $count }. Исправьте и пришлите файл снова.
