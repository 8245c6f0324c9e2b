# Clients that may be lost: signs, what managers do.
risk-title = ⚠️ <b>{ $client }</b>: may be lost
risk-sign-late = ⏰ Late { $count ->
    [one] { $count } time
   *[other] { $count } times
} in a row, the last due day: { $on }
risk-sign-fall = 📉 Purchases fell by { $percent }%: { $now } in { $months }, { $was } before
risk-sign-fall-year = 📉 Purchases fell by { $percent }%: { $now } in { $months }, { $was } a year ago
risk-sign-task-down = 👎 Task “{ $title }”, { $on }
risk-sign-request-down = 👎 Request “{ $title }”, { $on }
risk-kind-late = late contacts
risk-kind-fall = fall of purchases
risk-kind-task-down = unhappy with a task
risk-kind-request-down = unhappy with an answer
risk-money = At stake: open { $open }, won { $won }
risk-contacts = Last contacts: { $contacts }
risk-contact = { $kind }, { $on }
risk-no-contacts = No contacts yet
risk-asked = To decide: { $name }
risk-taken = ✋ Taken by { $name }, { $at }: “{ $words }”
risk-dismissed = 🚫 No risk: { $name }, { $at }: “{ $words }”
risk-gone = ✅ The signs went away: { $at }
risk-take-button = ✋ I take it
risk-dismiss-button = 🚫 No risk
risk-task-button = 📌 Give a task
risk-list-button = ⚠️ All risks
risk-why-season-button = Season
risk-why-talked-button = Talked, all is well
risk-why-mistake-button = Wrong data
risk-open-label = ⚠️ { $words }
risk-taken-label = ✋ { $words }
risks-title = ⚠️ <b>May be lost: { $count }</b>
risks-none = ⚠️ No risks.
client-risk = ⚠️ May be lost: { $kinds }
day-risk-open = <b>⚠️ May be lost: { $count }</b>
question-risk-take = What will you do? Write it in a few words.
question-risk-dismiss = Why is there no risk? Choose or write.
question-risk-task = Write the task, for example: <code>call tomorrow before 12 and ask what happened</code>. The client's owner gets it.
timeline-risk-found = ⚠️ May be lost: { $kinds }
timeline-risk-taken = ✋ The risk was taken in hand
timeline-risk-dismissed = 🚫 No risk
timeline-risk-gone = ✅ Signs of risk went away: { $kinds }
error-risk-decided = { $name } already { $status ->
    [taken] took it
   *[dismissed] said that there is no risk
}, { $at }.
error-risk-gone = The signs of risk went away; there is nothing to decide.
error-risk-changed = The signs of risk are others now. Look at the card and decide again.
error-risk-not-yours = { $name } decides. If you can help, write to them.
