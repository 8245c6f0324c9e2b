load-week = { $bar } { $planned } of { $capacity } h
load-week-over = { $bar } { $planned } of { $capacity } h ❗
load-week-free-of-work = no work that week
load-of-this-week = Load this week: { $load }
load-of-week = Load in the week of { $day }: { $load }
load-without-estimate = { $count ->
    [one] { $count } task without an estimate
   *[other] { $count } tasks without an estimate
}
load-ends = With this load it ends { $day }.
load-ends-late = ⚠️ Late: with this load it ends { $day }.
load-never-ends = ⚠️ With this load it does not end within three years.
load-overload = ⚠️ Overload: { $hours } h too many.
load-freer = Freer: { $name }, has { $hours } h.
load-on-weekday-0 = on Monday
load-on-weekday-1 = on Tuesday
load-on-weekday-2 = on Wednesday
load-on-weekday-3 = on Thursday
load-on-weekday-4 = on Friday
load-on-weekday-5 = on Saturday
load-on-weekday-6 = on Sunday
