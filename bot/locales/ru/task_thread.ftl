# Обсуждение задачи: ответы на карточку, время, файлы.

# Что слышит тот, кто ответил на карточку
thread-comment-kept = 💬 Добавлено в обсуждение: <b>{ $title }</b>
thread-files-kept = 📎 Добавлено в обсуждение: <b>{ $title }</b>
thread-ended = Задача уже завершена, но участники это прочитают.
thread-draft = Задача ещё не поставлена: пока это видите только вы.
thread-time-unread = Время не записано. Напишите, сколько: «потратил 2ч» или «+30 мин».
thread-comment-changed = ✏️ Комментарий исправлен.
thread-card-lost = Эта карточка устарела. Откройте задачу из списка /tasks и ответьте на свежую карточку; ваше сообщение осталось здесь, его можно переслать.

# Время
thread-time-more = ⏱ Записано { $spent }: <b>{ $title }</b>
thread-time-less = ⏱ Снято { $spent }: <b>{ $title }</b>
thread-time-undone = ↩️ Отменено, { $spent } не считаются: <b>{ $title }</b>
thread-time-restored = ↩️ Отменено, { $spent } снова считаются: <b>{ $title }</b>
thread-total = Всего потрачено: { $total }
thread-total-of = Всего потрачено: { $total } из { $estimate }
thread-total-over = Всего потрачено: { $total } из { $estimate }, больше оценки на { $over }
thread-time-back-button = ↩️ Отменить
thread-time-not-changed = Записанное время правкой сообщения не изменить. Нажмите «Отменить» под ответом или ответьте на карточку: «-1ч».

# Страница обсуждения
thread-title = 💬 <b>{ $title }</b>
    { $first }–{ $last } из { $total }
thread-said = <b>{ $name }</b>, { $when }
thread-said-edited = <b>{ $name }</b>, { $when }, исправлено
thread-words = { $words }
thread-file = { $mark } { $name }
thread-file-numbered = { $mark } { $number } · { $name }
thread-event = <i>{ $when } · { $words }</i>
thread-event-by = <i>{ $when } · { $name }: { $words }</i>
thread-event-quoted = { $words } — «{ $quote }»
thread-hint = Ответьте на это сообщение, чтобы добавить слова или файл.
thread-more-button = 📖 { $number } дальше
thread-beginning-button = ⏮ В начало
thread-end-button = К последним ⏭
thread-all-files-button = 📎 Все файлы ({ $count })
thread-back-button = « Обсуждение
thread-file-button = 📎 Файл
thread-more-files-button = 📎 Ещё файлы
thread-files-sent = 📎 Файлы { $first }–{ $last } из { $total }: <b>{ $title }</b>
thread-files-lost = { $count ->
    [one] { $count } файл Telegram больше не отдаёт. Попросите автора прислать его ещё раз.
    [few] { $count } файла Telegram больше не отдаёт. Попросите авторов прислать их ещё раз.
   *[other] { $count } файлов Telegram больше не отдаёт. Попросите авторов прислать их ещё раз.
}
thread-file-lost = Этот файл Telegram больше не отдаёт. Попросите автора прислать его ещё раз.
thread-kind-photo = фото
thread-kind-document = файл
thread-kind-voice = голосовое
thread-kind-video = видео
thread-kind-audio = аудио
thread-kind-video-note = видеосообщение

# Что случилось, в строке обсуждения
thread-event-created = задача создана
thread-event-given = задача поставлена
thread-event-changed = задача изменена
thread-event-approval-asked = попросили согласовать
thread-event-approved = согласовано
thread-event-approval-declined = не согласовано
thread-event-approval-expired = время на согласование вышло
thread-event-accepted = принято к исполнению
thread-event-declined = отказ
thread-event-started = работа начата
thread-event-done = сделано
thread-event-result-accepted = результат принят
thread-event-returned = возвращено на доработку
thread-event-closed = закрыто { $mark }
thread-event-cancelled = задача отменена
thread-event-reassigned = исполнитель теперь { $name }
thread-event-priority = важность: { $priority }
thread-event-estimated = оценка: { $estimate }
thread-event-moved = место среди задач изменено
thread-event-joined-project = вошла в проект «{ $project }»
thread-event-assigner-changed = теперь постановщик { $name }
thread-event-date-asked = просят срок { $at }
thread-event-date-moved = срок перенесён: { $at }
thread-event-date-refused = в новом сроке отказано
thread-event-objection = возражение
thread-event-objection-answered = на возражение ответили
thread-event-time = потрачено { $spent }
thread-event-time-less = снято { $spent }
thread-event-series-stopped = больше не повторяется
thread-event-other = задача изменилась

# Уведомление
thread-news-words = { $name }: «{ $words }»
thread-news-file = { $name }: { $mark } { $file }
thread-news-file-words = { $name }: { $mark } { $file } — «{ $words }»
thread-news-more = { $count ->
    [one] И ещё { $count } сообщение.
    [few] И ещё { $count } сообщения.
   *[other] И ещё { $count } сообщений.
}
thread-news-files = { $count ->
    [one] { $count } файл открывается из обсуждения.
    [few] { $count } файла открываются из обсуждения.
   *[other] { $count } файлов открываются из обсуждения.
}

# Отказы
error-task-gone = Эта задача вам больше не видна, поэтому слова не добавлены. Ваше сообщение осталось в чате.
error-not-for-thread = В обсуждение можно добавить текст, фото, файл, голосовое, видео или аудио. Это сообщение не добавлено.
error-time-too-short = Столько снять нельзя: у вас записано { $own_minutes } мин, а снять просите { $minutes } мин.
