# Words that every noun uses.
day-today = сегодня
day-tomorrow = завтра
day-yesterday = вчера
weekday-0 = пн
weekday-1 = вт
weekday-2 = ср
weekday-3 = чт
weekday-4 = пт
weekday-5 = сб
weekday-6 = вс
month-1 = января
month-2 = февраля
month-3 = марта
month-4 = апреля
month-5 = мая
month-6 = июня
month-7 = июля
month-8 = августа
month-9 = сентября
month-10 = октября
month-11 = ноября
month-12 = декабря
month-name-1 = январь
month-name-2 = февраль
month-name-3 = март
month-name-4 = апрель
month-name-5 = май
month-name-6 = июнь
month-name-7 = июль
month-name-8 = август
month-name-9 = сентябрь
month-name-10 = октябрь
month-name-11 = ноябрь
month-name-12 = декабрь
span-days = { $count ->
    [one] { $count } день
    [few] { $count } дня
   *[other] { $count } дней
}
span-hours = { $count } ч
span-minutes = { $count } мин
list-button = « Список
task-back-button = « Задача
back-button = « Назад
cancel-button = Отмена
skip-button = Пропустить
next-page-button = Дальше »
previous-page-button = « Раньше
page-number = Страница { $page } из { $pages }
cancelled = Отменено. Ничего не изменилось.
stranger = Здравствуйте! Это рабочий бот компании. Войти можно только по личному приглашению.
form-dropped = Форма закрыта, введённое не сохранено.
form-draft-kept = Черновик «{ $title }» сохранён.
form-draft-button = 📝 Черновик
form-outdated = Эта форма уже закрыта. Начните заново с карточки.
button-outdated = Эта кнопка устарела. Откройте нужное через меню.
not-understood = Не понял. Напишите имя или телефон клиента — найду, или выберите команду в меню.
unknown-command = Команды /{ $typed } нет. Все команды: /help
unknown-command-like = Команды /{ $typed } нет. Может быть, /{ $meant }? Все команды: /help
only-in-private = О клиентах и сделках говорю только в личном чате.
private-chat-button = Открыть личный чат
broken = Что-то сломалось на нашей стороне. Ничего не потеряно: попробуйте ещё раз через минуту.
too-slow = Сейчас не получилось: это заняло слишком много времени. Ничего не изменилось, попробуйте ещё раз.
error-too-often = { $what ->
    [search] Слишком много поисков подряд.
    [typed_search] Слишком много поисков подряд.
   *[file] Слишком много файлов подряд.
} Попробуйте ещё раз через { $minutes ->
    [one] { $minutes } минуту.
    [few] { $minutes } минуты.
   *[other] { $minutes } минут.
}
too-fast = Слишком много сразу: это я уже не читаю. { $seconds ->
    [one] Повторите через { $seconds } секунду.
    [few] Повторите через { $seconds } секунды.
   *[other] Повторите через { $seconds } секунд.
}
comment-kept = 📝 Записал в историю.
