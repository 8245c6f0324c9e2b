# Задача по ТЗ: шаблоны, вопросы по одному, проверка, ответы на карточке задачи.
brief-list = 📋 <b>Задача по ТЗ</b>
    Выберите шаблон. Я задам вопросы по одному, и ничего не забудется.
briefs-button = 📋 По ТЗ
brief-none = 📋 <b>Шаблонов ТЗ пока нет.</b>
    Их добавляет администратор в регламент.

brief-question = 📋 { $brief } · { $number } из { $count }
    <b>{ $name }</b>
brief-hint = <i>{ $hint }</i>
brief-ask-text = Напишите ответ, до 1000 знаков.
brief-ask-date = Напишите день, например: завтра, пятница, 25.11.
brief-ask-choice = Выберите вариант.
brief-ask-file = Отправьте фото или файлы, до 10 штук. Потом нажмите «Готово».
brief-number-between = Напишите число от { $least } до { $most }.
brief-number-from = Напишите число, не меньше { $least }.
brief-number-to = Напишите число, не больше { $most }.
brief-number-any = { $has_unit ->
    [yes] Напишите число, { $unit }.
   *[no] Напишите число.
}
brief-optional = Можно пропустить.
brief-answer-now = Сейчас: { $answer }
brief-files = { $count ->
    [one] { $count } файл
    [few] { $count } файла
   *[many] { $count } файлов
}
brief-files-full = Больше не поместится: сохранены первые { $limit } файлов.
brief-today-button = Сегодня
brief-tomorrow-button = Завтра
brief-keep-button = Оставить
brief-files-done-button = Готово
brief-files-clear-button = Убрать файлы

brief-review = 📋 <b>{ $brief }: проверьте ТЗ</b>
brief-review-line = { $name }: <b>{ $answer }</b>
brief-executor = Исполнитель: { $name }
brief-executor-none = Исполнитель: не выбран
brief-due = Срок: { $deadline }
brief-estimate = Оценка: { $hours } ч
brief-approval-first = 🙋 Сначала согласует руководитель исполнителя.
brief-template-changed = Шаблон с тех пор изменили. Это ТЗ останется таким, каким вы его начали.
brief-review-hint = Чтобы изменить ответ, нажмите его название.
brief-executor-button = 👤 Исполнитель
brief-due-button = 🗓 Срок
brief-send-button = ✅ Поставить
brief-save-button = ✅ Сохранить
brief-executor-question = 👤 <b>Кому поставить задачу?</b>
brief-due-question = 🗓 <b>К какому дню сделать?</b>
    Напишите день, например: пятница, 25.11, через неделю.

brief-of-task = ТЗ: { $name }
brief-open-button = 📋 ТЗ
brief-title = 📋 <b>ТЗ: { $name }</b>
brief-answer = <b>{ $name }</b>
    { $answer }
brief-change-button = ✏️ Исправить ТЗ
brief-photo-button = 🖼 Фото { $number }
brief-file-button = 📎 Файл { $number }
brief-document-button = 📎 { $name }
brief-file-caption = 📋 { $brief } · { $name }, { $number } из { $count }
brief-back-button = « ТЗ

error-answer-required = На этот вопрос нужен ответ: без него задачу не сделать.
error-answer-of-other-kind = { $kind ->
    [file] Здесь нужны фото или файлы. Отправьте их или нажмите кнопку под вопросом.
    [choice] Выберите вариант кнопкой под вопросом.
    [number] Здесь нужно число. Напишите его цифрами.
    [date] Здесь нужен день. Напишите, например: завтра или 25.11.
   *[text] Здесь нужен текст. Напишите ответ словами.
}
error-number-unreadable = Не понимаю число. Напишите цифрами, например: 90 или 1,5.
error-number-too-small = Слишком мало: нужно не меньше { $limit }. Напишите другое число.
error-number-too-big = Слишком много: нужно не больше { $limit }. Напишите другое число.
error-choice-unknown = Такого варианта нет. Выберите кнопкой под вопросом.
error-brief-unfinished = Ещё не все ответы есть: осталось { $count }. Нажмите вопрос и ответьте.
error-brief-without-executor = Некому поставить задачу. Нажмите «Исполнитель» и выберите коллегу.
