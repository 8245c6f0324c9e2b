load-week = { $bar } { $planned } of { $capacity } h
load-week-over = { $bar } { $planned } of { $capacity } h ❗ { $over } h do not fit
load-week-free-of-work = no work that week
load-of-this-week = Load this week: { $load }
load-of-week = Load in the week of { $day }: { $load }
load-without-estimate = { $count ->
    [one] { $count } task without an estimate
   *[other] { $count } tasks without an estimate
}
load-ends = With this load { $whose ->
    [own] you finish
   *[other] it ends
} { $day }.
load-ends-late = ⚠️ Late: with this load { $whose ->
    [own] you finish
   *[other] it ends
} { $day }.
load-never-ends = ⚠️ With this load it does not end within three years.
load-freer = Freer: { $name }, has { $hours } h.
load-on-weekday-0 = on Monday
load-on-weekday-1 = on Tuesday
load-on-weekday-2 = on Wednesday
load-on-weekday-3 = on Thursday
load-on-weekday-4 = on Friday
load-on-weekday-5 = on Saturday
load-on-weekday-6 = on Sunday

# A team by day
load-title = ⚖️ <b>Load of the team</b>, people: { $count }
load-legend = A bar is a day: the first is { $first }, the last is { $last }. The higher, the less time is left. “·” free, “✕” away.
load-person = <b>{ $number }. { $name }</b>
load-strip = <code>{ $strip }</code>
load-week-now = This week: { $load }
load-week-next = Next week: { $load }
load-away = 🌴 Away: { $first } — { $last }
load-away-day = 🌴 Away: { $day }
load-nobody = ⚖️ There is nobody in the team yet.
load-button = « Load
load-picture-button = 🖼 As a picture
load-picture-title = Load of two weeks
load-picture-caption = ⚖️ Hours by day: the darker, the less time is left. At the right, this week.
load-picture-week = { $planned } of { $capacity } h
load-picture-away = off

# One person
load-own = ⚖️ <b>My load</b>
load-of-person = ⚖️ <b>{ $name }</b>
load-ends-on = <b>Ends { $day }</b>
load-ends-unknown = <b>No date of ending</b>
load-task = { $number }. { $mark } { $title } · { $hours } h left · due { $deadline }
load-task-without-estimate = { $number }. { $mark } { $title } · no estimate · due { $deadline }
load-no-tasks = No tasks to do.
