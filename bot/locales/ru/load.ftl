load-week = { $bar } { $planned } из { $capacity } ч
load-week-over = { $bar } { $planned } из { $capacity } ч ❗ не помещается { $over } ч
load-week-free-of-work = нерабочая неделя
load-of-this-week = Загрузка на этой неделе: { $load }
load-of-week = Загрузка на неделе с { $day }: { $load }
load-without-estimate = { $count ->
    [one] { $count } задача без оценки
    [few] { $count } задачи без оценки
   *[other] { $count } задач без оценки
}
load-ends = При такой загрузке { $whose ->
    [own] закончите
   *[other] закончит
} { $day }.
load-ends-late = ⚠️ Не успеть к сроку: при такой загрузке { $whose ->
    [own] закончите
   *[other] закончит
} { $day }.
load-never-ends = ⚠️ При такой загрузке не закончит и за три года.
load-freer = Свободнее: { $name }, есть { $hours } ч.
load-on-weekday-0 = в понедельник
load-on-weekday-1 = во вторник
load-on-weekday-2 = в среду
load-on-weekday-3 = в четверг
load-on-weekday-4 = в пятницу
load-on-weekday-5 = в субботу
load-on-weekday-6 = в воскресенье

# Команда по дням
load-title = ⚖️ <b>Загрузка команды</b>, человек: { $count }
load-legend = Столбик — день: первый — { $first }, последний — { $last }. Чем он выше, тем меньше времени. «·» свободно, «✕» отсутствует.
load-person = <b>{ $number }. { $name }</b>
load-strip = <code>{ $strip }</code>
load-week-now = Эта неделя: { $load }
load-week-next = Следующая: { $load }
load-away = 🌴 Отсутствует: { $first } — { $last }
load-away-day = 🌴 Отсутствует: { $day }
load-nobody = ⚖️ В команде пока никого нет.
load-button = « Загрузка
load-picture-button = 🖼 Картинкой
load-picture-title = Загрузка на две недели
load-picture-caption = ⚖️ Часы по дням: чем темнее, тем меньше свободного времени. Справа — эта неделя.
load-picture-week = { $planned } из { $capacity } ч
load-picture-away = нет

# Один человек
load-own = ⚖️ <b>Моя загрузка</b>
load-of-person = ⚖️ <b>{ $name }</b>
load-ends-on = <b>Закончит { $day }</b>
load-ends-unknown = <b>Без даты окончания</b>
load-task = { $number }. { $mark } { $title } · осталось { $hours } ч · срок { $deadline }
load-task-without-estimate = { $number }. { $mark } { $title } · без оценки · срок { $deadline }
load-no-tasks = Задач в работе нет.
