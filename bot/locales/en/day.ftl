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
day-board-button = 📊 Pipeline
day-silent-button = 🔕 No answer
day-again-button = 🔄 Refresh
day-now = now
