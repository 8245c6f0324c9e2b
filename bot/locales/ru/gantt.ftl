gantt-button = 📊 Гант
gantt-sheet-button = 📗 Excel
gantt-pages-button = 🖨 PDF
gantt-title = 📊 <b>{ $name }</b>
gantt-empty = В проекте пока нет задач: рисовать нечего.
gantt-too-many = На картинку не поместится: задач { $count }, а разборчиво — до { $most }. Поэтому план в PDF.
gantt-progress = Готово: { $done } из { $all }
gantt-ends = Закончим: { $day }
gantt-ended = Закончили: { $day }
gantt-ends-late = Закончим: { $day } — на { $count ->
        [one] { $count } рабочий день
        [few] { $count } рабочих дня
       *[many] { $count } рабочих дней
    } позже плана ({ $planned })
gantt-event-day = 🏁 Событие: { $day }
gantt-event-missed = 🏁 Событие { $day }: не успеваем { $count ->
        [one] { $count } задачу
        [few] { $count } задачи
       *[many] { $count } задач
    }, не хватает { $days ->
        [one] { $days } рабочего дня
        [few] { $days } рабочих дней
       *[many] { $days } рабочих дней
    }: { $titles }
gantt-event-missed-more = 🏁 Событие { $day }: не успеваем { $count ->
        [one] { $count } задачу
        [few] { $count } задачи
       *[many] { $count } задач
    }, не хватает { $days ->
        [one] { $days } рабочего дня
        [few] { $days } рабочих дней
       *[many] { $days } рабочих дней
    }: { $titles } и ещё { $rest }
gantt-missed = «{ $title }»
gantt-event = событие
gantt-later = на { $count } раб. дн. позже плана
gantt-delays-title = ⏰ <b>Что опаздывает</b>
gantt-delay = • «{ $title }», { $name }: на { $count ->
        [one] { $count } рабочий день
        [few] { $count } рабочих дня
       *[many] { $count } рабочих дней
    }
gantt-delay-done = • «{ $title }», { $name }: сделана на { $count ->
        [one] { $count } рабочий день
        [few] { $count } рабочих дня
       *[many] { $count } рабочих дней
    } позже
gantt-push = «{ $title }» → { $day }
gantt-pushes = ↳ сдвигает { $pushed }
gantt-pushes-more = ↳ сдвигает { $pushed } и ещё { $count ->
        [one] { $count } задачу
        [few] { $count } задачи
       *[many] { $count } задач
    }
gantt-more-delays = И ещё { $count ->
        [one] { $count } задача
        [few] { $count } задачи
       *[many] { $count } задач
    }: все — в Excel
gantt-tight = ⚠️ Сроки не сходятся: задачи ждут друг друга и к плану не успеют. Передвиньте сроки или уберите лишние зависимости.
gantt-done = готово
gantt-going = в работе
gantt-waiting = впереди
gantt-critical = критический
gantt-late = опоздание
gantt-deadline = срок
gantt-milestone = веха
gantt-number = №
gantt-task = Задача
gantt-executor = Исполнитель
gantt-department = Отдел
gantt-start = Начало
gantt-end = Конец
gantt-dates = Даты
gantt-after = После
gantt-slack = Запас, раб. дн.
gantt-late-days = Опоздание, раб. дн.
gantt-state = Состояние
gantt-plan = План
gantt-dependencies = Зависимости
gantt-waits-for = Ждёт задачу
gantt-pages = Страница { $page } из { $pages }
gantt-month-1 = янв
gantt-month-2 = фев
gantt-month-3 = мар
gantt-month-4 = апр
gantt-month-5 = мая
gantt-month-6 = июн
gantt-month-7 = июл
gantt-month-8 = авг
gantt-month-9 = сен
gantt-month-10 = окт
gantt-month-11 = ноя
gantt-month-12 = дек
