repeats-every-day = { $step ->
    [1] every day
   *[other] every { $step } days
}
repeats-every-working-day = { $step ->
    [1] every working day
   *[other] every { $step } working days
}
repeats-every-week = { $step ->
    [1] every week
   *[other] every { $step } weeks
}
repeats-every-month = { $step ->
    [1] every month
   *[other] every { $step } months
}
repeats-every-quarter = every quarter
repeats-every-year = every year
repeats-on-weekdays = { $every }: { $days }
repeats-on-day = { $every } on day { $day }
repeats-on-last-day = { $every } on the last day
repeats-every-weekday-0 = every Monday
repeats-every-weekday-1 = every Tuesday
repeats-every-weekday-2 = every Wednesday
repeats-every-weekday-3 = every Thursday
repeats-every-weekday-4 = every Friday
repeats-every-weekday-5 = every Saturday
repeats-every-weekday-6 = every Sunday
task-repeats = Repeats: { $repetition }
series-stop-button = 🔁 Stop repeating
series-stop-question =
    <b>{ $title }</b>
    Repeats: { $repetition }

    No new tasks will come; those that are there stay.
series-stop-yes-button = Stop repeating
error-series-of-other = Only who gave the task can stop it from repeating. Write to them in the discussion.
