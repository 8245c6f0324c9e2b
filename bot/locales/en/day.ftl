day-title = ☀️ <b>{ $name }, your day</b>, { $date }
day-empty = Nothing urgent. A good moment to call somebody you have not called for long, or to move a deal on.
day-overdue-offer = <b>❗ Ask about offers: { $count }</b>
day-offer-today = <b>📄 Offers today: { $count }</b>
day-overdue-step = <b>❗ Steps overdue: { $count }</b>
day-step-today = <b>👣 Steps for today: { $count }</b>
day-no-step = <b>🧭 Deals with no next step: { $count }</b>
day-over-limit = <b>⏳ On a stage past its limit: { $count }</b>
day-line = { $number }. { $words }
day-late-by = { $span } ago
day-for = in place of { $owner }
day-more = …and { $count } more
day-team-silence = 🔕 No answer { $role ->
    [director] in the company
    [manager] in your branch
   *[lead] in your team
}: { $count } for { $money }{ $overdue ->
    [0] {""}
   *[other] , { $overdue } overdue
}
day-team-overdue = 🔴 Overdue { $role ->
    [director] in the company
    [manager] in the branch
   *[lead] in the team
}: { $count ->
    [one] { $count } task
   *[other] { $count } tasks
}
day-team-overdue-button = 🔴 Overdue in the team
day-missed-before = and { $count ->
    [one] { $count } more time
   *[other] { $count } more times
}
day-board-button = 📊 Pipeline
day-silent-button = 🔕 No answer
day-again-button = 🔄 Refresh
day-now = now
day-evening-title = 🌙 <b>{ $name }, the day in short</b>, { $date }
day-task-approve = <b>🙋 Waiting for your approval: { $count }</b>
day-task-answer-objection = <b>✋ Objections to answer: { $count }</b>
day-task-decide-date = <b>🗓 A new date asked for: { $count }</b>
day-task-accept-result = <b>🏁 Results to accept: { $count }</b>
day-task-declined = <b>🚫 Tasks declined: { $count }</b>
day-task-overdue = <b>❗ Tasks overdue: { $count }</b>
day-task-today = <b>☑️ Tasks for today: { $count }</b>
day-task-begin = <b>▶️ To begin today: { $count }</b>
day-task-new = <b>🆕 New tasks: { $count }</b>
day-task-who = { $assigner } → { $executor }
day-approvals-button = 🙋 Approve: { $count }
day-waiting-button = ⏳ All that wait
day-overdue-button = ❗ All overdue
