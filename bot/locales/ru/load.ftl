load-week = { $bar } { $planned } из { $capacity } ч
load-week-over = { $bar } { $planned } из { $capacity } ч ❗
load-week-free-of-work = нерабочая неделя
load-of-this-week = Загрузка на этой неделе: { $load }
load-of-week = Загрузка на неделе с { $day }: { $load }
load-without-estimate = { $count ->
    [one] { $count } задача без оценки
    [few] { $count } задачи без оценки
   *[other] { $count } задач без оценки
}
load-ends = При такой загрузке закончит { $day }.
load-ends-late = ⚠️ Не успеть к сроку: при такой загрузке закончит { $day }.
load-never-ends = ⚠️ При такой загрузке не закончит и за три года.
load-overload = ⚠️ Перегрузка: лишние { $hours } ч.
load-freer = Свободнее: { $name }, есть { $hours } ч.
load-on-weekday-0 = в понедельник
load-on-weekday-1 = во вторник
load-on-weekday-2 = в среду
load-on-weekday-3 = в четверг
load-on-weekday-4 = в пятницу
load-on-weekday-5 = в субботу
load-on-weekday-6 = в воскресенье
