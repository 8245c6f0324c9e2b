# Segments: chosen by hand or by the rules, and who entered or left one that is watched.
client-segment-pinned = Сегмент: { $segment } (вручную)
client-segment-by-hand = Сегмент выбран вручную, правила его не меняют.
client-segment-by-rules = Сегмент ставят правила. Выбранный вручную они не изменят.
client-segment-rules-button = ↩️ По правилам
segment-won-money = выиграно на { $figure } за { $months }
segment-won-deals = выиграно сделок: { $figure } за { $months }
segment-won-margin = маржа { $figure } за { $months }
segment-region = регион: { $name }
segment-sector = отрасль: { $name }
segment-too-little = { $words }, нужно { $least }
segment-months = { $count ->
    [one] { $count } месяц
    [few] { $count } месяца
   *[other] { $count } месяцев
}
segment-entered = ⭐ <b>{ $client }</b>: теперь { $segment }
segment-left = ⬇️ <b>{ $client }</b>: больше не { $segment }
segment-way = Сегмент: { $was } → { $now }
segment-because = Почему: { $why }
segment-by-rules = Почему: по правилам компании
segment-chosen-by = Выбрано вручную: { $name }
segment-means-cadence = Что это значит: быть на связи { $days ->
    [one] каждый { $days } день
    [few] каждые { $days } дня
   *[other] каждые { $days } дней
} или чаще.
segment-means-no-cadence = Что это значит: срока для следующего контакта нет.
segment-means-greetings = С праздниками поздравляет лично руководитель.
segment-means-requests = На обращения отвечаем за { $hours ->
    [one] { $hours } рабочий час
    [few] { $hours } рабочих часа
   *[other] { $hours } рабочих часов
}.
segment-changes-button = ⭐ Все изменения
segment-changes-title = ⭐ <b>Сменили сегмент за 7 дней: { $count }</b>
segment-changes-none = ⭐ За 7 дней никто не сменил важный сегмент.
segment-entered-button = ⭐ { $client } · { $segment } · { $on }
segment-left-button = ⬇️ { $client } · { $segment } · { $on }
timeline-segment-changed-why = ⭐ Сегмент: { $was } → { $segment } ({ $why })
timeline-segment-pinned = ⭐ Сегмент закреплён вручную: { $segment }
timeline-segment-unpinned = ⭐ Сегмент снова по правилам, был { $segment }
