# Plans of sales: a month, its parts, pace, forecast, the sheet.
command-plan = Plan and fact
help-plan = /plan — the month's plan and fact: pace, forecast, parts
plan-title = 📈 <b>Plan</b> · { $whose } · { $month }
plan-whose-company = whole company
plan-whose-team = { $name }, team
plan-planned-won_value = 💰 Sales
plan-planned-won_count = 🏆 Deals won
plan-planned-inflow = 🌱 New clients
plan-planned-meetings = 🤝 Meetings
plan-planned-calls = 📞 Calls
plan-amount = Plan: { $amount }
plan-none = Plan: not set
plan-fact = Fact: { $amount }
plan-fact-share = Fact: { $amount } ({ $share })
plan-days = Working days over: { $passed } of { $total } ({ $share })
plan-days-due = Working days over: { $passed } of { $total } ({ $share }), planned by today { $due }
plan-days-none = No working days in this month
plan-pace = At this pace by the end of the month: { $amount }
plan-pace-share = At this pace by the end of the month: { $amount } ({ $share })
plan-forecast = Forecast: { $amount } — { $deals ->
    [0] the fact alone
    [one] the fact and { $deals } open deal by its stage's probability
   *[other] the fact and { $deals } open deals by their stage's probability
}
plan-forecast-share = Forecast: { $amount } ({ $share }) — { $deals ->
    [0] the fact alone
    [one] the fact and { $deals } open deal by its stage's probability
   *[other] the fact and { $deals } open deals by their stage's probability
}
plan-left-out = Not in the forecast: { $words }
plan-no-amount = no amount { $count }
plan-other-currency = another currency { $count }
plan-no-day = no closing date { $count }
plan-day-passed = closing date over { $count }
plan-zone = 🕒 Time { $zone }
plan-sums-equal = ⚖️ The parts add up to the plan.
plan-sums-rest = ⚖️ Plan { $whole }, the parts have { $parts }: { $rest } not given out.
plan-sums-over = ⚖️ Plan { $whole }, the parts have { $parts }: { $rest } more.
plan-sums-no-whole = ⚖️ No common plan; the parts have { $parts }.
plan-sums-unplanned = Without a plan: { $count }.
plan-line = { $name }: { $fact } of { $plan } ({ $share })
plan-line-no-plan = { $name }: { $fact }, no plan
plan-line-button = { $name } · { $share }
plan-closed = 🔒 This month is closed: its plan stays.
plan-won_value-button = 💰
plan-won_count-button = 🏆
plan-inflow-button = 🌱
plan-meetings-button = 🤝
plan-calls-button = 📞
plan-before-button = ‹ { $month }
plan-after-button = { $month } ›
plan-set-button = ✏️ Set
plan-evenly-button = ➗ Evenly
plan-by-fact-button = 📊 By fact
plan-copy-button = 📋 Copy { $month }
plan-xlsx-button = 📤 Export
plan-above-button = « { $name }
plan-back-button = « Plan
plan-button = 📈 Plan
question-plan-money = What is the plan? For example: 1.2m, 900 000 or 300k. To take the plan away, write 0.
question-plan-count = What is the plan? A whole number, for example: 12. To take the plan away, write 0.
question-plan-factor = By how much is it to change? For example: 5 %, -10 % or 1.1.
plan-factor-title = 📋 <b>Copy { $from }</b> to { $month }: { $whose }
plan-factor-how = All kinds of figures, with everybody below. Nothing changes until you confirm.
plan-factor-1-button = As it is
plan-factor-1_05-button = +5 %
plan-factor-1_1-button = +10 %
plan-factor-other-button = Other
plan-proposal-copy = 📋 <b>Plans after the last month</b>
plan-proposal-evenly = ➗ <b>The rest, evenly</b>
plan-proposal-by_fact = 📊 <b>The rest, by last month's fact</b>
plan-proposal-file = 📥 <b>Plans from a sheet</b>
plan-proposal-count = Plans to change: { $count }
plan-proposal-line = { $name }, { $planned }: { $before } → { $after }
plan-proposal-line-month = { $month } · { $name }, { $planned }: { $before } → { $after }
plan-proposal-more = and { $count } more
plan-proposal-total = { $planned }, in all: { $before } → { $after }
plan-proposal-total-people = { $planned }, people in all: { $before } → { $after }
plan-proposal-overwritten = ⚠️ Set already: { $count }. They will change.
plan-taken-away = none
plan-confirm-button = ✅ Confirm
plan-replace-button = ✅ Replace all
plan-only-new-button = ➕ New ones only
plan-applied = ✅ Plans set: { $count }
plan-sheet-caption = 📤 <b>Plans</b> · { $whose } · { $month }. Fill in the yellow cells and send the file back here.
plan-sheet-title = Plans
plan-sheet-month = Month
plan-sheet-kind = Whose plan
plan-sheet-name = Who
plan-sheet-branch = Branch
plan-sheet-code = Internal code
plan-sheet-plan-won_value = Plan: sales, { $sign }
plan-sheet-plan-won_count = Plan: deals won
plan-sheet-plan-inflow = Plan: new clients
plan-sheet-plan-meetings = Plan: meetings
plan-sheet-plan-calls = Plan: calls
plan-sheet-fact-won_value = Fact: sales, { $sign }
plan-sheet-fact-won_count = Fact: deals won
plan-sheet-fact-inflow = Fact: new clients
plan-sheet-fact-meetings = Fact: meetings
plan-sheet-fact-calls = Fact: calls
plan-sheet-share-won_value = %: sales
plan-sheet-share-won_count = %: deals won
plan-sheet-share-inflow = %: new clients
plan-sheet-share-meetings = %: meetings
plan-sheet-share-calls = %: calls
plan-sheet-kind-person = Person
plan-sheet-kind-team = Team
plan-sheet-kind-branch = Branch
plan-sheet-kind-company = Company
plan-sheet-total = Total
plan-sheet-total-person = People
plan-sheet-total-branch = Branches
plan-sheet-note = Write a plan as a number. An empty cell changes nothing, 0 takes a plan away. Formulas are not taken.
plan-faults-title = 🚫 <b>The sheet was not taken</b>, no plan has changed.
plan-faults-more = and { $count } more
plan-faults-how = Mend it and send the file again.
plan-fault-line = Row { $line }: { $words }
plan-fault-formula = a formula in cell { $what }, a number is needed
plan-fault-unreadable = “{ $what }” is no number
plan-fault-negative = “{ $what }” is below zero
plan-fault-too_large = “{ $what }” is too much, check the zeros
plan-fault-too_fine = “{ $what }”: at most two digits after the point
plan-fault-not_whole = “{ $what }”: a whole number is needed
plan-fault-other_currency = “{ $what }” is in another currency
plan-fault-name_unknown = “{ $what }” is not among yours; the name and “Whose plan” must be as exported
plan-fault-name_ambiguous = “{ $what }” fits several, name the branch
plan-fault-name_other = “{ $what }” stands where another name was
plan-fault-month_unreadable = the month “{ $what }” is not clear, write it as 11.2026
plan-fault-month_closed = the month { $what } is closed or too far ahead
plan-fault-twice = “{ $what }” is there twice
plan-fault-not_yours = the plan of “{ $what }” is set by another head
day-plan = 📈 { $of ->
    [team] The team’s plan
    [branch] The branch’s plan
    [company] The company’s plan
   *[person] Plan
}: { $fact } of { $plan } ({ $share }), { $days } of working days over
day-plan-no-days = 📈 { $of ->
    [team] The team’s plan
    [branch] The branch’s plan
    [company] The company’s plan
   *[person] Plan
}: { $fact } of { $plan } ({ $share })
error-plan-not-yours = This plan is set by a head above: nobody sets their own.
error-plan-month-closed = This month is closed. The last month, this one and those to come can be changed.
error-plan-month-too-far = A plan is set at most { $months } months ahead. Choose a nearer month.
error-plan-in-other-currency = Plans are in the company's currency ({ $expected }), and this is { $currency }. Write the amount without a currency or in { $expected }.
error-plan-not-whole = A whole number is needed here, not { $amount }.
error-plan-changed = The plan was changed meanwhile. Open it again: /plan
error-plans-applied = This was confirmed already. Plans: /plan
error-factor-unreadable = I cannot tell by how much. Write, for example: 5 %, -10 % or 1.1.
error-factor-out-of-range = A plan can become from { $least } to { $most } times as much. Write, for example: 5 % or 1.1.
error-nothing-to-copy = The last month has no plans that you can copy. Set them by “Set” or by a sheet.
error-nothing-to-share = Nothing to give out: the plan is no more than its parts, or there is nobody to give it to.
error-no-fact-to-share-by = Nobody has a fact in the last month. Share evenly.
error-nothing-changes = The plans are like this already, nothing to change.
error-plan-columns-missing = The sheet lacks columns, or has them twice: { $columns }. Export it anew in /plan and fill it in.
error-plan-sheet-empty = The sheet has no rows with plans. Export it anew in /plan.
error-plan-sheet-wrong = The sheet was not taken, faults: { $count }. Mend it and send the file again.
