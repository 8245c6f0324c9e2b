# Карточка проекта
project-title = 📁 <b>{ $name }</b>
project-goals = 🎯 { $goals }
project-leader = Руководитель: { $name }
project-dates = Сроки: { $first } — { $last }
project-dates-late = Сроки: { $first } — { $last } (по плану { $planned })
project-progress = Готово: { $done } из { $all }
project-progress-late = Готово: { $done } из { $all }, просрочено: { $overdue }
project-no-tasks = Задач пока нет. Добавьте первую.
project-missing = ⚠️ Никого нет: { $roles }
project-milestones = 🏁 <b>Ближайшие вехи</b>
project-next-tasks = ⏭ <b>Ближайшие задачи</b>
project-milestone = • { $title } — { $day }, { $name }
project-to-accept = ✅ Все задачи закончены. Проверьте результат и примите проект.
project-waits-for-leader = ✅ Все задачи закончены. Проект примет { $name }.
project-is-accepted = ✅ Проект принят и закрыт.
project-is-cancelled = ✖️ Проект отменён.
project-accept-button = ✅ Принять проект
project-tasks-button = 📋 Задачи
project-team-button = 👥 Команда
project-new-task-button = ➕ Задача
project-waits-button = 🔗 Зависимости
project-edit-button = ✏️ Изменить
project-list-button = 📁 Проекты
project-back-button = « Проект
project-button = 📁 Проект
project-name-button = Название
project-goals-button = Цели
project-cancel-button = ✖️ Отменить проект
project-cancel-question = Отменить проект <b>{ $name }</b>? Открытых задач в нём нет.
project-cancel-tasks-question = Отменить проект <b>{ $name }</b>? В нём { $count ->
        [one] { $count } открытая задача
        [few] { $count } открытые задачи
       *[many] { $count } открытых задач
    }. Их можно отменить вместе с проектом или оставить исполнителям. Сделанное останется в любом случае.
project-cancel-yes-button = Отменить проект
project-cancel-with-tasks-button = Вместе с задачами
project-cancel-keep-tasks-button = Задачи оставить

# Уведомления
project-told-started = 📁 Вы в команде проекта <b>{ $name }</b>
project-told-done = 🏁 Проект <b>{ $name }</b>: все задачи закончены
project-told-accepted = ✅ Проект <b>{ $name }</b> принят. Спасибо за работу!
project-told-cancelled = ✖️ Проект <b>{ $name }</b> отменён

# Список проектов
projects-title = 📁 <b>{ $which ->
        [team] Проекты команды
        [over] Завершённые проекты
       *[mine] Мои проекты
    }</b>: { $count }
projects-empty = { $which ->
        [team] Ваши сотрудники проектов сейчас не ведут.
        [over] Завершённых проектов нет.
       *[mine] Проектов, где вы участвуете, нет. Начните новый: есть готовые шаблоны.
    }
projects-line = • { $name } — { $leader }; готово { $done } из { $all }, до { $day }
projects-line-late = • { $name } — { $leader }; готово { $done } из { $all }, ❗ просрочено { $overdue }, до { $day }
projects-line-finished = • { $name } — { $leader }; ✅ ждёт приёмки
projects-line-over = • { $name } — { $state ->
        [accepted] принят
       *[cancelled] отменён
    }
projects-mine-chip = Мои
projects-team-chip = Команды
projects-over-chip = Завершённые
projects-chip = { $name }
projects-chosen-chip = ✅ { $name }
project-line-button = { $name }
project-new-button = ➕ Новый проект

# Задачи, команда, зависимости
project-tasks-title = 📋 <b>{ $name }</b>: готово { $done } из { $all }
project-tasks-none = Задач пока нет.
project-task-line = { $number }. { $mark } { $title } · { $name } · до { $day }
project-team-title = 👥 <b>{ $name }</b>
project-member = • { $about }: { $name }
project-member-alone = • { $name }
project-member-left = • { $about }: { $name } — уже не работает
project-member-left-alone = • { $name } — уже не работает
project-team-missing = ⚠️ { $role }: никого нет
project-team-more = … и ещё { $count }
project-team-add-button = ➕ Ещё человек
project-role-button = { $role }: { $name }
project-nobody = никого
project-waiting-question = 🔗 <b>{ $name }</b>. Какая задача ждёт другую?
project-awaited-question = 🔗 «{ $title }» начинается после… Отметьте, чего она ждёт; повторное нажатие снимает отметку.
project-awaited = { $title }
project-awaited-on-button = ✅ { $title }
question-project-name = Как теперь называется проект?
question-project-goals = Каковы цели проекта? Напишите одним сообщением.
question-project-task = Какую задачу добавить? Напишите одной строкой, например: «подготовить смету до пятницы 4ч @petrov».
question-project-member = Кого взять?

# На карточке задачи
task-project = 📁 Проект: { $name }
task-waits-for = ⏳ Ждёт: { $titles }
task-start-anyway-question = ⏳ Ждёт: { $titles }. Всё равно начать?
task-start-anyway-button = ▶️ Начать
task-finish-anyway-question = ⏳ Ждёт: { $titles }. Всё равно закончить?
task-finish-anyway-button = 🏁 Готово

# Новый проект
project-template-question = 📁 С чего начнём? По шаблону бот составит план, предложит людей и покажет, что не сходится.
project-empty-button = Пустой проект
project-name-question = Как назвать проект? Напишите название.
project-goals-question = Зачем этот проект? Напишите цели.
project-goals-proposed = В шаблоне: { $goals }
project-goals-keep-button = Как в шаблоне
project-goals-skip-button = Без целей
project-anchor-question = От какого дня считать план?
project-anchor-start-button = От начала работ
project-anchor-fixed-button = От дня события
project-anchor-end-button = От последнего дня
project-first-day-question = Когда начинаем? Напишите день, например: понедельник или 12.01. С выходного план сдвинется на рабочий день.
project-fixed-day-question = В какой день событие (открытие, первое занятие)? Напишите день, например: 20 апреля. Остальное посчитаю назад и вперёд от него.
project-last-day-question = К какому дню всё должно быть готово? Напишите день, например: 25 декабря.
project-new-team = 👥 <b>Команда</b>. Нажмите на роль, чтобы сменить человека.
project-new-role = • { $role }: { $name }
project-new-role-missing = • ⚠️ { $role }: никого нет
project-new-missing-hint = Задачи ролей, на которые никого нет, достанутся руководителю проекта.
project-person-question = Кто возьмёт эту роль? Выберите или напишите часть имени.
project-plan-button = Дальше: план »
project-new-plan = 📁 <b>{ $name }</b>
    Сроки: { $first } — { $last }, { $count ->
        [one] { $count } задача
        [few] { $count } задачи
       *[many] { $count } задач
    }
project-new-task = { $when } { $title } · { $name }
project-new-milestone = { $when } 🏁 { $title } · { $name }
project-new-more-tasks = … и ещё { $count ->
        [one] { $count } задача
        [few] { $count } задачи
       *[many] { $count } задач
    }
project-new-fits = ✅ Всё сходится.
project-new-clashes = ⚠️ <b>Что не сходится</b>
project-clash-too-late = • Не хватает времени: по шаблону начать надо было { $day }. Сдвинуто на сегодня: { $count ->
        [one] { $count } задача
        [few] { $count } задачи
       *[many] { $count } задач
    }
project-clash-away = • { $name } отсутствует { $first } — { $last }: «{ $title }»
project-clash-away-moved = • { $name } отсутствует { $first } — { $last }: «{ $title }» закончится { $moved }
project-clash-before = • «{ $title }» закончится раньше, чем «{ $before }», которую она ждёт
project-clash-day-off = • «{ $title }» приходится на выходной: { $day }, { $name }
project-clash-overloaded = • { $name }, неделя с { $day }: { $planned } работы при { $capacity } времени
project-new-more-clashes = … и ещё { $count }
project-create-button = ✅ Создать
project-other-team-button = 👥 Команда
project-other-day-button = 🗓 Другой день

# Отказы
error-project-changed = Проект за это время изменился. Вот он сейчас.
error-project-over = Проект уже { $state ->
        [accepted] принят
       *[cancelled] отменён
    }, в нём больше ничего не меняется.
error-project-of-leader = Это решает руководитель проекта: { $name }.
error-project-unfinished = Рано принимать: ещё не { $count ->
        [one] закончена { $count } задача
        [few] закончены { $count } задачи
       *[many] закончено { $count } задач
    }. Закончите или отмените их.
error-project-empty = В проекте нет задач, принимать нечего. Добавьте задачу или отмените проект.
error-project-day-passed = Этот день уже прошёл: { $day }. Назовите день в будущем.
error-project-day-too-far = Слишком далеко: день должен быть не дальше чем через { $limit_days } дн.
error-template-gone = Такого шаблона в регламенте больше нет. Начните проект заново.
error-task-of-other-project = Эти задачи из разных проектов. Выберите задачи одного проекта.
error-dependency-ring = Получится круг: «{ $title }» сама ждёт эту задачу. Выберите другую.
