# Задача одной строкой: черновик, его поля, выбор сотрудника.

# Выбор сотрудника
task-colleague-button = { $name } · { $branch }
task-colleague-hint = Выберите или напишите имя или @логин.
task-colleague-nobody = Сотрудника «{ $wanted }» не нашёл. Напишите иначе: имя, фамилию или @логин.

# Карточка черновика
draft-title = 📝 <b>{ $title }</b>
draft-deadline = Срок: { $deadline }
draft-no-deadline = Срок: не указан
draft-near-day = { $near } ({ $day })
draft-day-with-time = { $day }, { $time }
draft-self = Кому: вам
draft-executor = Кому: { $name }
draft-priority = Важность: { $priority }
draft-cost = Стоимость: { $cost }
draft-details = <i>{ $details }</i>
draft-executor-left = ⚠️ { $name } больше не работает в компании. Выберите другого.
draft-deadline-passed = ⚠️ Срок уже прошёл. Назовите новый.
draft-estimate-refused = ⚠️ Оценка { $estimate } — слишком много для одной задачи. Укажите другую.
draft-note-afternoon = ℹ️ «{ $words }» — понял как после полудня.
draft-note-moved-on = ℹ️ «{ $words }» — это время прошло, взял ближайшее следующее.
draft-note-date-passed = ⚠️ «{ $words }» — эта дата прошла, оставил её в названии.
draft-note-date-impossible = ⚠️ «{ $words }» — такой даты нет, оставил её в названии.
draft-note-time-impossible = ⚠️ «{ $words }» — такого времени нет, оставил его в названии.
draft-note-date-too-far = ⚠️ «{ $words }» — слишком далёкая дата, оставил её в названии.
draft-note-unknown-login = ⚠️ { $words } — такого логина у сотрудников нет. Выберите исполнителя.
draft-note-not-understood = ⚠️ «{ $words }» — не понял, оставил в названии.
draft-mentioned = 👤 В тексте есть { $people }. Поручить?
draft-which-date = ❓ «{ $words }» — когда именно?
draft-which-person = ❓ «{ $words }» — кто именно?
draft-which-client = ❓ «{ $words }» — какой клиент?

# Кнопки черновика
draft-send-button = ✅ Поставить
draft-give-to-button = Отдать: { $name }
draft-deadline-button = Срок
draft-executor-button = Кому
draft-co-executors-button = Помощники
draft-co-executors = 👥 <b>{ $title }</b>
    Соисполнители. Нажмите на имя, чтобы убрать.
draft-no-co-executors = 👥 <b>{ $title }</b>
    Соисполнителей нет.
draft-add-co-executor-button = ➕ Добавить
draft-drop-co-executor-button = ✖️ { $name }
draft-co-executor-question = 👥 Кто поможет?
error-takes-part-already = { $name } уже участвует в этой задаче. Выберите другого.
draft-estimate-button = Оценка
draft-title-button = Название
draft-priority-button = Важность
draft-client-button = Клиент
draft-details-button = Описание
draft-cost-button = Стоимость
draft-once-button = Не повторять
draft-find-button = Найти клиента
draft-drop-button = Не нужно
draft-again-button = Вернуть
draft-present-button = ✅ { $name }
draft-without-client-button = Без клиента
draft-other-client-button = Искать другого
draft-me-button = Мне
draft-today-button = Сегодня
draft-tomorrow-button = Завтра
draft-friday-button = В пятницу
draft-next-week-button = На следующей неделе
draft-quarter-hour-button = 15 мин
draft-half-hour-button = 30 мин
draft-one-hour-button = 1 ч
draft-two-hours-button = 2 ч
draft-four-hours-button = 4 ч
draft-eight-hours-button = 8 ч
draft-without-estimate-button = Без оценки
draft-without-cost-button = Без стоимости
draft-without-details-button = Без описания
task-of-wanted-button = ➕ Поставить задачу

# Вопросы о черновике
draft-title-question = Как назвать задачу?
draft-deadline-question = К какому сроку? Выберите или напишите: «в среду», «25.11 в 15», «через 3 дня».
draft-estimate-question = Сколько это займёт? Выберите или напишите: «3 ч», «полтора часа».
draft-cost-question = Сколько это стоит? Например: 15000 или 300 $.
draft-details-question = Опишите, что нужно сделать.
draft-client-question = Для какого клиента? Напишите название, имя контакта или телефон.
draft-executor-question = Кому поручить?
draft-priority-question = Насколько важна задача «{ $title }»?
draft-missing-title-question = Что нужно сделать? Остальное я запомнил.
draft-clients-found = По запросу «{ $wanted }» нашёл несколько. Какой клиент?
draft-no-client-found = По запросу «{ $wanted }» клиентов не нашёл. Напишите иначе.
draft-clients-instead = Клиенты по запросу «{ $wanted }»:
draft-no-client-instead = По запросу «{ $wanted }» клиентов не нашёл.
task-line-question =
    Напишите задачу одной строкой:

    • завтра в 15 позвонить Климову 2ч @petrov срочно
    • подготовить КП для Ромашки до пятницы
    • каждый понедельник в 10 планёрка

    Или заполните по шагам.
task-steps-button = По шагам
step-title-question = Что нужно сделать?
step-deadline-question = К какому сроку? Выберите или напишите: «в среду», «25.11 в 15».
step-executor-question = Кому поручить?
step-estimate-question = Сколько это займёт? Выберите, напишите или пропустите.

# Что стало с черновиком
draft-sent = Поставлена. Исполнитель: { $name }.
draft-sent-to-self = Поставлена вам.
draft-sent-to-approve = Отправлена на согласование: { $name }.
draft-dropped = Не поставлена: { $title }

# Что можно написать
words-hint =
    Понимаю задачи, имена и то, что было с клиентом. Например:

    • завтра в 15 позвонить Климову
    • Ромашка, или телефон клиента
    • созвонился с Ромашкой, ждут КП

# Отказы
error-deadline-with-more = Срок понял: { $deadline }. А «{ $left }» — нет. Напишите здесь только срок.
