# Digests: the day's result and what lies below it, the week's and month's, one's own wishes, groups.
digest-won = ✅ Won: { $count }{ $money ->
    [none] {""}
   *[other] {" "}for { $money }
}{ $bare ->
    [0] {""}
   *[other] {" "}(without an amount { $bare })
}
digest-lost = ❌ Lost: { $count }{ $money ->
    [none] {""}
   *[other] {" "}for { $money }
}{ $bare ->
    [0] {""}
   *[other] {" "}(without an amount { $bare })
}{ $reasons ->
    [none] {""}
   *[other] {" "}· { $reasons }
}
digest-missed = 🌃 After the digest before, until the day began: ✅ { $won }{ $money ->
    [none] {""}
   *[other] {" "}for { $money }
} · ❌ { $lost }
digest-as-of-now = <b>As of now</b>
digest-pipeline = 💼 In work: { $count }{ $money ->
    [none] {""}
   *[other] {" "}for { $money }
}{ $bare ->
    [0] {""}
   *[other] {" "}(without an amount { $bare })
}
digest-reason = { $reason }: { $count }{ $money ->
    [none] {""}
   *[other] {" "}for { $money }
}
digest-silent = 🔕 Offers waiting for an answer: { $count } for { $money }{ $overdue ->
    [0] {""}
   *[other] , overdue: { $overdue }
}
digest-late-clients = 🕰 { $segment } without a contact in time: { $count }{ $money ->
    [none] {""}
   *[other] , { $money } in deals
}: { $names }
digest-names-more = { $names } and { $count } more
digest-late-requests = 📨 Requests past the limit: { $count }
digest-risks = 🚨 Clients at risk wait for your decision: { $count }
digest-ahead = 🏢 Ahead this week: { $name } ({ $money })
digest-behind = 🏢 Behind this week: { $name } ({ $money })
digest-ahead-behind = 🏢 This week { $ahead } is ahead ({ $won }), { $behind } is behind ({ $less })
digest-own = ☑️ Waiting for you yourself: { $count }
digest-quiet-day = Nothing was closed that day, and nothing waits.
digest-overloaded = 📊 Overloaded this week: { $names }
digest-load-button = 📊 Load
digest-branches-button = 🏢 Branches
digest-people-button = 👥 People
digest-closed-button = ✅ Closed deals
digest-late-clients-button = 🕰 Contacts due
digest-requests-button = 📨 Requests
digest-risks-button = 🚨 Risks
digest-board-button = 📊 Pipeline
digest-settings-button = ⚙️ Digest
digest-back-button = « Digest
digest-up-button = « Up

digest-level-branches = 🏢 <b>{ $name }</b>, { $date }
digest-level-people = 👥 <b>{ $name }</b>, { $date }
digest-level-team = 👥 <b>Team of { $name }</b>, { $date }
digest-level-deals = 💼 <b>{ $name }</b>, { $date }
digest-level-line = { $number }. { $name }: ✅ { $won }{ $money ->
    [none] {""}
   *[other] {" "}for { $money }
} · ❌ { $lost } · 🔕 { $silent }
digest-level-legend = ✅ won and ❌ lost that day, 🔕 offers without an answer now
digest-level-team-name = Team of { $name }
digest-level-empty = There is nobody here yet.
digest-deals-empty = Nothing was closed that day.
digest-deal-line = { $mark } { $number }. { $title }, { $money } · { $owner }

digest-period-title-weekly = 📆 <b>The week's results</b>
digest-period-title-monthly = 🗓 <b>The month's results</b>
digest-kpi-button = 📈 Figures

digest-plan-title = 📰 <b>Your digest</b>
digest-comes = It comes { $days } at { $time } ({ $zone }).
digest-comes-not = You get no daily digest. Choose a time, and it will come.
digest-days-working = on working days
digest-days-every = every day
digest-days-some = on working days ({ $days })
digest-next = The next one: { $day }, { $time }.
digest-next-none = No day within a year fits: have a look at the days.
digest-in-quiet-hours = These are quiet hours: the digest comes, the rest waits for the morning.
digest-consists = It tells of: { $parts }.
digest-periods-both = The week's and the month's results come.
digest-periods-weekly = The week's results come, the month's do not.
digest-periods-monthly = The month's results come, the week's do not.
digest-periods-none = The week's and the month's results do not come.
digest-time-button = ⏰ Time
digest-days-button = 📅 Days
digest-parts-button = 🧩 Parts
digest-periods-button = 📆 Week and month
digest-now-button = 📨 Send it now
digest-groups-button = 👥 To a group
digest-as-everybody-button = ↩️ As for all
digest-time-title = ⏰ It comes at { $time }. At what time should it come?
digest-time-title-none = ⏰ At what time should it come?
digest-other-time-button = ✏️ Another
digest-question-time = At what time should the digest come? Write it, for example 9:15.
digest-days-title = 📅 On which days should it come?
digest-all-working-button = All working days
digest-every-day-button = Every day
digest-parts-title = 🧩 What should the digest show?
digest-periods-title = 📆 What else should come?
digest-periods-explained = The week's results come on the first working day of the next one, the month's on the first working day after it is closed.
digest-switch-on = ☐ { $name }
digest-switch-off = ☑️ { $name }
digest-kind-daily = The day
digest-kind-weekly = The week
digest-kind-monthly = The month
digest-period-weekly = The week's results
digest-period-monthly = The month's results
digest-now-title = 📨 Which digest should come?
digest-sent = The digest is a new message below.
digest-part-deals = deals and offers
digest-part-tasks = tasks
digest-part-clients = clients
digest-part-visits = visits and calls
digest-part-team = the team
digest-part-load = load
digest-part-closed = won and lost
digest-part-silent = silent offers
digest-part-contacts = contacts due
digest-part-requests = requests
digest-part-risks = risks
digest-part-plan = plan
digest-part-branches = branches
digest-part-own = own matters

error-digest-time-impossible = There is no such time. Write one from 0:00 to 23:59, for example 9:15.
error-no-digest-day-left = Keep at least one day.
error-no-digest-part-left = Keep at least one part.
error-digest-part-unknown = Your digest has no such part any more. Open /digest again.
error-digest-choices-changed = Your digest is set differently by now. Open /digest again.
error-digest-empty = There is nothing in the digest now.
error-group-digest-of-head = A team's digest is switched on in a group by its head.
error-group-digest-of-another = Whoever switched it on ({ $name }), or a head above them, can switch it off.

digest-group-title = 📰 <b>{ $whose }</b>, { $date }
digest-group-of-team = Team of { $name }
digest-group-of-branch = Branch: { $name }
digest-group-of-company = { $name }
digest-group-unnamed = Team
digest-group-tasks = ☑️ Tasks: in time { $timely }, late { $late }, overdue now { $overdue }
digest-group-contacts = 📞 Calls: { $calls } · 🤝 Meetings: { $meetings } · 🚗 Visits: { $visits }
digest-group-bound = Done. The digest ({ $whose }) will come here on working days at { $time } ({ $zone }): figures only, no clients. To switch it off: /digest
digest-group-comes = The digest ({ $whose }) comes here on working days at { $time } ({ $zone }): figures only, no clients.
digest-group-leave-button = 🔕 Switch off
digest-group-left = 🔕 The digest does not come here any more. To switch it on again: /digest
digest-group-over = 🔕 The digest does not come here any more: { $name } leads no team now. The new head can switch it on: /digest
digest-group-lost = 🔕 The team's digest does not come to the group «{ $group }» any more: the bot is not there.
    Add the bot to the group again, and write /digest there.
digest-groups-title = 👥 <b>A team's digest in a group</b>
digest-groups-none = Once a working day, at { $time }, the team's figures come to the group: won, lost, tasks, calls, meetings and visits. There are no clients and no names in it.
    Add the bot to a group by the button below, or write /digest in the group.
digest-groups-list = It comes on working days at { $time } ({ $zone }):
digest-groups-line = { $number }. { $group }
digest-groups-add-button = ➕ Add to a group
digest-groups-off-button = 🔕 { $number }
digest-days-now = Now: { $days }.
