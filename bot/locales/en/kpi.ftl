# Figures
error-period-not-begun = The period begins on { $first }, which is still to come. Write days that have begun.
error-period-unreadable = I do not see which days. Write, for example: 1.03–15.03, March, q2.
error-period-too-early = There are no figures before { $earliest }. Write later days.

kpi-percent = { $number }%
kpi-points = { $points }{ "\u00A0" }pp
kpi-days = { $days }{ "\u00A0" }d
kpi-hours = { $hours }{ "\u00A0" }h
kpi-money-a-day = { $money } a day
kpi-change-from-zero = { $mark } { $by } (was 0)
kpi-change-relative = { $mark } { $by } ({ $relative })
kpi-quarter = Q{ $number } { $year }
kpi-quarter-short = Q{ $number }
kpi-day = { $day } { $month }
kpi-day-year = { $day } { $month } { $year }
kpi-days-of-month = { $first }–{ $last }
kpi-days-between = { $first } – { $last }

# Whose
kpi-of-person = { $name }
kpi-of-team = Team: { $name }
kpi-of-department = Department: { $name }
kpi-of-branch = Branch: { $name }
kpi-of-company = Company: { $name }

# What was left out
kpi-left-no-amount = { $count ->
    [one] { $count } deal without an amount
   *[other] { $count } deals without an amount
}
kpi-left-other-currency = { $count ->
    [one] { $count } deal in another currency
   *[other] { $count } deals in another currency
}
kpi-left-declined = { $count ->
    [one] { $count } task with an accepted decline
   *[other] { $count } tasks with an accepted decline
}
kpi-left-own = { $count ->
    [one] { $count } task for oneself
   *[other] { $count } tasks for oneself
}
kpi-left-no-estimate = { $count ->
    [one] { $count } task without an estimate
   *[other] { $count } tasks without an estimate
}
kpi-left-unrated = { $count ->
    [one] { $count } task without a thumb
   *[other] { $count } tasks without a thumb
}
kpi-left-no-margin = { $count ->
    [one] { $count } deal without a margin
   *[other] { $count } deals without a margin
}
kpi-left-waiting = { $count ->
    [one] { $count } deal still waits
   *[other] { $count } deals still wait
}
kpi-left-not-due = { $count ->
    [one] { $count } task that is not due yet
   *[other] { $count } tasks that are not due yet
}

# Figures: name, what it is, of what
kpi-name-won-count = Deals won
kpi-name-won-value = Won value
kpi-name-mean-won = Mean won deal
kpi-name-yield = Yield
kpi-name-lost-count = Deals lost
kpi-name-lost-value = Lost value
kpi-name-new-deals = New deals
kpi-name-win-rate = Win rate
kpi-name-cycle = Median cycle
kpi-name-mean-cycle = Mean cycle
kpi-name-stage-conversion = Conversion, cohort
kpi-name-stage-passage = Conversion of the period
kpi-name-stage-time = Time on the stage
kpi-name-hand-off = Hand-off
kpi-name-open-pipeline = Open pipeline
kpi-name-weighted-pipeline = Weighted pipeline
kpi-name-velocity = Sales velocity
kpi-name-transparency = Transparency
kpi-name-churn = Churn
kpi-name-retention = Retention
kpi-name-inflow = New clients
kpi-name-repeat-share = Repeat share
kpi-name-lifetime = Client lifetime
kpi-name-calls = Calls
kpi-name-meetings = Meetings
kpi-name-offers-sent = Offers sent
kpi-name-contracts = Contracts
kpi-name-timeliness = Timeliness
kpi-name-productivity = Productivity
kpi-name-orientation = Client orientation

kpi-formula-won-count = Deals won, by the day of closing.
kpi-formula-won-value = Amounts of the deals won, in the company's currency, by the day of closing.
kpi-formula-mean-won = Amounts of the deals won ÷ number of deals won with an amount.
kpi-formula-yield = Margin ÷ amounts of the deals won whose margin is known.
kpi-formula-lost-count = Deals lost, by the day of closing.
kpi-formula-lost-value = Amounts of the deals lost, in the company's currency, by the day of closing.
kpi-formula-new-deals = Deals created in the period.
kpi-formula-win-rate = Won ÷ (won + lost), by the day of closing.
kpi-formula-cycle = Median of days from creation to won: half of the deals are faster, half slower.
kpi-formula-mean-cycle = Days from creation to won, summed ÷ number of deals won.
kpi-formula-stage-conversion = Cohort: of the deals that first entered the stage in this period, those that reached any later stage or were won ÷ those that entered. A skipped stage is passed unless the deal was lost; entering again does not count.
kpi-formula-stage-passage = Of the period: moves out of the stage onwards ÷ moves into it. What went out may have come in earlier, so it can be above 100%.
kpi-formula-stage-time = Median of days on the stage, of the deals that left it in the period, wherever they went.
kpi-formula-hand-off = Median of hours from a deal coming to another person or department to the first thing done with it there.
kpi-formula-open-pipeline = Amounts of the deals that are open at the end of the period, or now while it runs.
kpi-formula-weighted-pipeline = Amounts of the open deals, each times the probability of its stage.
kpi-formula-velocity = Open deals × win rate × mean won deal ÷ mean cycle in days.
kpi-formula-transparency = Open deals whose owner works here, with a next step ahead and inside the stage's limit ÷ all open deals. At the end of the period, or now while it runs. Of a period that ended over 45 days ago it is known only if that is closed.
kpi-formula-churn = Clients active as the period began that have not bought for long ÷ active as it began. The rulebook says how many days are long.
kpi-formula-retention = 1 − churn: of the clients active as the period began, those that go on buying.
kpi-formula-inflow = Clients whose first-ever deal was won. One that comes back is not new.
kpi-formula-repeat-share = Won deals of clients that had bought before ÷ all won deals.
kpi-formula-lifetime = Mean of days from the first purchase to the last, of the clients that left in this period.
kpi-formula-calls = Calls written down in the period.
kpi-formula-meetings = Meetings and visits written down in the period.
kpi-formula-offers-sent = Offers sent in the period.
kpi-formula-contracts = Deals that reached the contract stage for the first time.
kpi-formula-timeliness = Done by the agreed date ÷ all tasks due in the period, open ones too. Without tasks whose decline was accepted and tasks for oneself.
kpi-formula-productivity = Estimated hours of accepted tasks ÷ (useful hours a day × days worked).
kpi-formula-orientation = 👍 ÷ (👍 + 👎). Tasks without a thumb do not count.

kpi-numerator-won-count = Deals won
kpi-numerator-won-value = Value of deals won
kpi-numerator-mean-won = Value of deals won
kpi-numerator-yield = Margin
kpi-numerator-lost-count = Deals lost
kpi-numerator-lost-value = Value of deals lost
kpi-numerator-new-deals = Deals created
kpi-numerator-win-rate = Won
kpi-numerator-cycle = Deals won
kpi-numerator-mean-cycle = Days from creation to won
kpi-numerator-stage-conversion = Went on
kpi-numerator-stage-passage = Moves out onwards
kpi-numerator-stage-time = Deals that left the stage
kpi-numerator-hand-off = Deals handed over
kpi-numerator-open-pipeline = Value of open deals
kpi-numerator-weighted-pipeline = Value × probability
kpi-numerator-velocity = Open × win rate × mean deal
kpi-numerator-transparency = Transparent deals
kpi-numerator-churn = Clients gone
kpi-numerator-retention = Clients kept
kpi-numerator-inflow = New clients
kpi-numerator-repeat-share = Repeat deals
kpi-numerator-lifetime = Days from first purchase to last
kpi-numerator-calls = Calls
kpi-numerator-meetings = Meetings and visits
kpi-numerator-offers-sent = Offers sent
kpi-numerator-contracts = Reached the contract
kpi-numerator-timeliness = Done on time
kpi-numerator-productivity = Hours of accepted tasks
kpi-numerator-orientation = 👍

kpi-denominator-mean-won = Won with an amount
kpi-denominator-yield = Value of deals won
kpi-denominator-win-rate = Closed
kpi-denominator-mean-cycle = Won
kpi-denominator-stage-conversion = First entered the stage
kpi-denominator-stage-passage = Moves into the stage
kpi-denominator-velocity = Mean cycle
kpi-denominator-transparency = Open
kpi-denominator-churn = Active at the start
kpi-denominator-retention = Active at the start
kpi-denominator-repeat-share = Won
kpi-denominator-lifetime = Clients gone
kpi-denominator-timeliness = Tasks due in the period
kpi-denominator-productivity = Useful hours
kpi-denominator-orientation = Tasks with a thumb

# The screen
kpi-title = 📊 <b>{ $whose }</b> · { $period }
kpi-running = The period runs, time { $zone }. ▲▼ against { $against }.
kpi-over = Time { $zone }. ▲▼ against { $against }.
kpi-closed = 🔒 Closed on { $day }, time { $zone }. ▲▼ against { $against }.
kpi-line = { $name }: <b>{ $value }</b>{ $change }{ $note }
kpi-goal = (goal { $goal })
kpi-goal-reached = ✅ (goal { $goal })
kpi-few-data = { $count ->
    [one] (few data: { $count } thumb)
   *[other] (few data: { $count } thumbs)
}
kpi-better = 👍 Better: { $names }
kpi-worse = 👎 Worse: { $names }
kpi-group-deals = 💼 <b>Deals</b>
kpi-group-activity = 📞 <b>Activity</b>
kpi-group-clients = 👥 <b>Clients</b>
kpi-group-work = ✅ <b>Work</b>
kpi-group-closed = 🏁 <b>Closed deals</b>
kpi-group-speed = ⏱ <b>Hand-off</b>
kpi-group-open = 💼 <b>Open deals</b>
kpi-no-tasks = No tasks were due in this period, so there is nothing to measure yet.
kpi-left-out = ⚠️ Left out: { $what }.
kpi-empty-person = Nothing has happened in this period yet. Deals, calls, meetings and tasks will show here: how many, for how much, and how that changes.
kpi-empty-team = The team has no facts in this period. Its deals, calls, meetings and tasks will show here.
kpi-empty-department = The department has neither tasks nor deals in this period. Figures will show once it is given tasks.
kpi-empty-branch = The branch has no facts in this period. Its deals, calls, meetings and tasks will show here.
kpi-empty-company = There are no facts in this period. Deals, calls, meetings and tasks of the whole company will show here.
kpi-empty-funnel = No deals entered any stage in this period. Open another one.
kpi-tab = { $name }
kpi-tab-here = ✅ { $name }
kpi-tab-sum = Summary
kpi-tab-deals = Deals
kpi-tab-funnel = Funnel
kpi-tab-clients = Clients
kpi-tab-work = Work
kpi-ranking-button = 🏆 Places
kpi-why-button = ❓ Why
kpi-losses-button = 📉 Losses
kpi-picture-button = 📊 Picture
kpi-whose-button = 👥 Whose
kpi-reports-button = 📄 Reports
kpi-period-button = 📅 Period
kpi-before-button = ‹ { $period }
kpi-after-button = { $period } ›

# Funnel
kpi-funnel-legend = <b>Cohort</b>: of the deals that entered the stage in this period, those that went on.
    <b>Of the period</b>: moves out ÷ moves in, whenever the deals came in.
kpi-stage = <b>{ $stage }</b>
kpi-stage-bar = <code>{ $bar }</code> { $count } entered
kpi-cohort = Cohort: <b>{ $value }</b> ({ $part } of { $whole }){ $change }
kpi-passage = Of the period: <b>{ $value }</b> ({ $part } of { $whole })
kpi-stage-time = ⏱ Median { $value }, limit { $limit } working h{ $change }

# Why
kpi-why-title = ❓ <b>Why so: { $tab }</b>
    { $whose } · { $period }. Choose a figure.
kpi-why-figure = { $name }: { $value }
kpi-name-of-stage = { $stage }: { $name }
kpi-back-button = « Figures
kpi-why-back-button = « Why
kpi-figure-back-button = « Figure
kpi-figure-title = ❓ <b>{ $name }: { $value }</b>
kpi-figure-about = { $whose } · { $period }, time { $zone }
kpi-figure-formula = <b>How it is counted.</b> { $formula }
kpi-figure-numerator = Numerator, { $name }: <b>{ $value }</b>
kpi-figure-denominator = Denominator, { $name }: <b>{ $value }</b>
kpi-figure-counted = { $name }: <b>{ $value }</b>
kpi-figure-left-out = Left out: { $what }
kpi-figure-all-in = Left out: nothing, all of it counts.
kpi-figure-nothing = There is nothing to divide by, hence “—”.
kpi-figure-before = It was { $value } in { $period }: { $change }
kpi-part-numerator = numerator
kpi-part-listed = list
kpi-part-denominator = denominator
kpi-part-left-out = left out
kpi-part-numerator-button = Numerator
kpi-part-listed-button = List
kpi-part-denominator-button = Denominator
kpi-part-left-out-button = Left out
kpi-facts-title = 📋 <b>{ $name }</b>, { $part }: { $count }
    { $whose } · { $period }
kpi-facts-none = 📋 <b>{ $name }</b>, { $part }: { $count }
    { $whose } · { $period }. There is nothing here that you may see.
kpi-fact-no-amount = no amount
kpi-fact-other-currency = another currency
kpi-fact-declined = decline accepted
kpi-fact-own = for oneself
kpi-fact-no-estimate = no estimate
kpi-fact-unrated = no thumb
kpi-fact-no-margin = no margin
kpi-fact-not-due = not due yet
kpi-fact-waiting = still waits

# Why deals were lost
kpi-losses-title = 📉 <b>Why deals were lost: { $count }</b>
    { $whose } · { $period }
kpi-losses-none = 📉 <b>Deals lost: { $count }</b>
    { $whose } · { $period }
kpi-losses-won = 🏆 Won { $count } for { $money }
kpi-loss = { $reason }: <b>{ $count }</b>, { $money }
kpi-loss-others = { $reason }: <b>{ $count }</b>, { $money } (without an amount or in another currency: { $others })
kpi-loss-button = { $reason }: { $count }
kpi-losses-of-title = 📉 <b>{ $reason }: { $count }</b>
    { $whose } · { $period }
kpi-losses-back-button = « Losses

# Cuts
kpi-cuts-button = 🔎 Cuts
kpi-cuts-title = 🔎 <b>Closed deals { $by }: { $count }</b>
    { $whose } · { $period }
kpi-cuts-none = No deals were closed in this period. Open another one.
kpi-cuts-legend = ✅ won, ❌ lost, then the win rate
kpi-cuts-left-out = ⚠️ Not in the sums: { $what }.
kpi-cut = <b>{ $name }</b>: ✅ { $won }{ $money ->
    [none] {""}
   *[other] {" "}for { $money }
} · ❌ { $lost } · { $rate }
kpi-cut-by-product = by product
kpi-cut-by-series = by series
kpi-cut-by-sector = by sector
kpi-cut-by-region = by region
kpi-cut-by-segment = by segment
kpi-cut-product-button = Products
kpi-cut-series-button = Series
kpi-cut-sector-button = Sectors
kpi-cut-region-button = Regions
kpi-cut-segment-button = Segments
kpi-cut-without-product = no product
kpi-cut-without-series = no series
kpi-cut-without-sector = no sector
kpi-cut-without-region = no region
kpi-cut-without-segment = no segment

# Which days and whose
kpi-which-days = 📅 Which days? Now: { $period }.
kpi-days-button = { $period }
kpi-week-button = Week { $period }
kpi-own-period-button = ✏️ Other days
kpi-ask-period = Which days? Write, for example: 1.03–15.03, March, q2, 2025, 30 days.
kpi-inside-person = 👥 <b>{ $whose }</b>. People: { $count }
kpi-inside-team = 👥 <b>{ $whose }</b>. Teams: { $count }
kpi-inside-department = 👥 <b>{ $whose }</b>. Departments: { $count }
kpi-inside-branch = 👥 <b>{ $whose }</b>. Branches: { $count }
kpi-inside-nobody = 👥 <b>{ $whose }</b>. Nobody here; choose below.
kpi-kind-person-button = People
kpi-kind-team-button = Teams
kpi-kind-department-button = Departments
kpi-kind-branch-button = Branches
kpi-up-button = ⬆️ { $name }
kpi-own-button = My own

# Places
kpi-ranking-person = 🏆 <b>People: { $measure }</b> · { $period }
kpi-ranking-branch = 🏆 <b>Branches: { $measure }</b> · { $period }
kpi-place = { $mark } { $name } — { $value }
kpi-place-own = { $mark } <b>{ $name } — { $value }</b>
kpi-own-person-place = You are number { $number } of { $of }: { $value }
kpi-own-person-place-shared = You share place { $number } of { $of }: { $value }
kpi-own-person-no-place = You have no place yet: there is nothing to count.
kpi-own-branch-place = Your branch is number { $number } of { $of }
kpi-own-branch-place-shared = Your branch shares place { $number } of { $of }
kpi-own-branch-no-place = Your branch has no place yet: there is nothing to count.
kpi-ranking-nobody = There is nobody to compare yet: no facts in this period.
kpi-ranking-p-button = 👤 People
kpi-ranking-b-button = 🏢 Branches

# Pictures
kpi-thousands = { $number }K { $sign }
kpi-millions = { $number }M { $sign }
kpi-draw-plan = Plan and fact
kpi-draw-funnel = Funnel
kpi-draw-trend = 12 months
kpi-draw-plan-button = Plan and fact
kpi-draw-funnel-button = Funnel
kpi-draw-trend-button = 12 months
kpi-picture-caption = 📊 <b>{ $what }</b> · { $whose } · { $period }
kpi-picture-no-plan = There is no plan for this month, so here are 12 months. To set a plan: /plan
kpi-picture-title = { $what } · { $whose }
kpi-picture-subtitle = { $period }, time { $zone }
kpi-draw-cohort = Cohort: of those that entered, went on
kpi-draw-passage = Of the period: moves out ÷ moves in
kpi-draw-entered = { $count } entered
kpi-drawn-cohort = Cohort { $value }
kpi-drawn-passage = Period { $value }
kpi-drawn-cohort-nothing = Cohort —
kpi-drawn-passage-nothing = Period —
kpi-draw-due = Due by now: { $passed } of { $total } working days
kpi-draw-rest = { $fact } of { $plan }, { $rest } to go
kpi-draw-over = { $fact } of { $plan }, { $rest } above it

# Bonus
kpi-corrected = (corrected after the closing: { $value } now)
kpi-figure-corrected = ✏️ Corrected after the closing: by the facts it is { $value } now.
kpi-bonus = 💰 <b>Bonus so far: { $paid } of 100%</b>
kpi-bonus-closed = 💰 <b>Bonus of the period: { $paid } of 100%</b>
kpi-bonus-nothing = 💰 There is nothing to count a bonus from yet: no tasks due, none accepted, no thumbs.
kpi-part-of-bonus-pays = ✅ { $name }: { $value }, threshold { $threshold } — pays { $weight }%
kpi-part-of-bonus-falls-short = ✖️ { $name }: { $value }, threshold { $threshold } — { $weight }% not paid
kpi-part-of-bonus-nothing = ➖ { $name } — { $weight }% not paid: nothing to count yet
kpi-bonuses-button = 🎁 Bonuses
kpi-bonuses-title = 🎁 <b>Bonuses</b>
    { $whose } · { $period }
kpi-bonuses-none = Nobody here has a bonus by the rulebook.
kpi-bonus-of = <b>{ $name }</b> — { $paid } of 100%
kpi-bonus-of-nothing = <b>{ $name }</b> — nothing to count from yet
kpi-bonus-of-none = <b>{ $name }</b> — no bonus
kpi-cliff-timeliness = { $count ->
    [1] One more overdue task of { $total }
    [one] { $count } more overdue task of { $total }
   *[other] { $count } more overdue tasks of { $total }
}, and the { $weight }% for timeliness are not paid.
kpi-cliff-orientation = { $count ->
    [1] One more 👎 of { $total }
   *[other] { $count } more 👎 of { $total }
}, and the { $weight }% for client orientation are not paid.
kpi-cliff-win-rate = { $count ->
    [1] One more lost deal of { $total }
    [one] { $count } more lost deal of { $total }
   *[other] { $count } more lost deals of { $total }
}, and the { $weight }% for the win rate are not paid.
kpi-cliff = { $count ->
    [1] One more miss of { $total }
    [one] { $count } more miss of { $total }
   *[other] { $count } more misses of { $total }
}, and the { $weight }% for “{ $name }” are not paid.
kpi-reach-timeliness = To reach { $threshold }: { $count ->
    [one] { $count } more task on time
   *[other] { $count } more tasks on time in a row
}.
kpi-reach-orientation = To reach { $threshold }: { $count } more 👍 in a row.
kpi-reach-win-rate = To reach { $threshold }: { $count ->
    [one] { $count } more deal won
   *[other] { $count } more deals won in a row
}.
kpi-reach = To reach { $threshold }: { $count ->
    [one] { $count } more good case
   *[other] { $count } more good cases in a row
}.
kpi-reach-productivity = To reach { $threshold }: { $hours } more hours of accepted tasks.
kpi-reach-points = { $points } pp short of the threshold.
kpi-reach-never = { $threshold } cannot be reached in this period any more.

# Before and since
kpi-launch-button = 🚀 Before, since
kpi-launch-title = 🚀 <b>Before the launch and since: { $whose }</b>
    Before: { $before }. Since: { $since }.
kpi-launch-counted = <b>Deals in 30 days</b>
kpi-launch-stages = <b>Time on the stage, median</b>
kpi-launch-line = { $name }: { $before } → <b>{ $since }</b>{ $change }
