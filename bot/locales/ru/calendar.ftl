calendar-name = Задачи — Напарник
calendar-assigner = Кто поставил: { $name }
calendar-client = Клиент: { $name }
calendar-estimate = Займёт: { $span }
calendar-caption = 🗓 <b>Задачи для календаря</b>: { $count ->
        [one] { $count } задача
        [few] { $count } задачи
       *[many] { $count } задач
    }.
    Откройте файл на телефоне и добавьте в календарь. Перенесли сроки — возьмите файл ещё раз: /calendar. Записи обновятся, а не задвоятся.
calendar-empty = 🗓 В календарь добавить нечего: у вас нет открытых задач со сроком.
calendar-tasks-button = 📋 Задачи
