# The card of a task and all that is done with it.
task-title = 📌 <b>{ $title }</b>

# States, priority, deadline, length
task-state-draft = draft
task-state-waiting-approval = waiting for approval
task-state-given = waiting for the executor
task-state-accepted = accepted
task-state-declined = declined by the executor
task-state-in-work = in work
task-state-done = done, to be accepted
task-state-accepted-result = result accepted, to be rated
task-state-returned = returned for more work
task-state-closed = closed
task-state-cancelled = cancelled
task-priority-low = no hurry
task-priority-normal = usual
task-priority-high = important
task-priority-urgent = urgent
task-overdue-by = overdue by { $span }
task-due = Due: { $deadline }
task-due-overdue = ❗ Due: { $deadline }, { $late }
task-hours = { $hours } h
task-minutes = { $minutes } min
task-hours-minutes = { $hours } h { $minutes } min
task-who = { $assigner } → { $executor }
task-own = For oneself: { $name }

# Lines of the card
task-state-line = { $mark } { $state }
task-state-priority-line = { $mark } { $state } · ⚡ { $priority }
task-co-executors = Helping: { $people }
task-observers = Observers: { $count }
task-estimate = Estimate: { $estimate }
task-estimate-spent = Estimate: { $estimate }, spent { $spent }
task-estimate-frozen = Estimate: { $estimate }, at the start { $frozen }
task-estimate-frozen-spent = Estimate: { $estimate }, at the start { $frozen }, spent { $spent }
task-spent = Spent: { $spent }
task-client = Client: { $client }
task-deal = Deal: { $deal }
task-parent = Part of: { $title }
task-parts = Subtasks: { $done } of { $all }
task-approver = To be approved by: { $name }
task-approval-declined = Not approved, { $name }: { $reason }
task-objection = ✋ { $name } objects: { $words }
task-objection-waits = Work stands still until { $name } answers.
task-new-date = 🗓 A new date is asked for: { $deadline }. Reason: { $reason }
task-decline-reason = Declined because: { $reason }
task-result = Result: { $result }
task-rating-up = Rated: 👍
task-rating-down = Rated: 👎
task-details = <i>{ $details }</i>
task-thread-button = 💬 Discussion ({ $count })

# Refusals
error-deadline-ambiguous = That may be { $first } or { $second }. Please say it more exactly.
error-estimate-unreadable = I cannot read how long that is. Write, say: 2 h, 30 min or an hour and a half.
