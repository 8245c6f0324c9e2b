repeats-every-day = { $step ->
    [1] каждый день
    [one] каждый { $step } день
    [few] каждые { $step } дня
   *[other] каждые { $step } дней
}
repeats-every-working-day = { $step ->
    [1] каждый рабочий день
    [one] каждый { $step } рабочий день
    [few] каждые { $step } рабочих дня
   *[other] каждые { $step } рабочих дней
}
repeats-every-week = { $step ->
    [1] каждую неделю
    [one] каждую { $step } неделю
    [few] каждые { $step } недели
   *[other] каждые { $step } недель
}
repeats-every-month = { $step ->
    [1] каждый месяц
    [one] каждый { $step } месяц
    [few] каждые { $step } месяца
   *[other] каждые { $step } месяцев
}
repeats-every-quarter = каждый квартал
repeats-every-year = каждый год
repeats-on-weekdays = { $every }: { $days }
repeats-on-day = { $every }, { $day }-го числа
repeats-on-last-day = { $every }, в последний день
repeats-every-weekday-0 = каждый понедельник
repeats-every-weekday-1 = каждый вторник
repeats-every-weekday-2 = каждую среду
repeats-every-weekday-3 = каждый четверг
repeats-every-weekday-4 = каждую пятницу
repeats-every-weekday-5 = каждую субботу
repeats-every-weekday-6 = каждое воскресенье
task-repeats = Повтор: { $repetition }
series-stop-button = 🔁 Не повторять
series-stop-question =
    <b>{ $title }</b>
    Повтор: { $repetition }

    Новые задачи появляться не будут; те, что уже поставлены, останутся.
series-stop-yes-button = Не повторять
error-series-of-other = Отменить повтор может только тот, кто поставил задачу. Напишите ему в обсуждении.
