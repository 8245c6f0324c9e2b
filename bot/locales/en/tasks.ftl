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
task-due-now = ⏰ Due: { $deadline }, that is now
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
task-observed-by = Observers: { $people }
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
task-remark = ↩️ { $name }: { $words }
task-result = Result: { $result }
task-rating-up = Rated: 👍
task-rating-down = Rated: 👎
task-details = <i>{ $details }</i>
task-thread-button = 💬 Discussion ({ $count })

# Buttons of the card
task-accept-button = ✅ Accept
task-decline-button = 🚫 Decline
task-start-button = ▶️ Start
task-finish-button = 🏁 Done
task-rate-up-button = 👍 Accept
task-rate-down-button = 👎 Accept with a remark
task-rate-later-button = 👏 Rate later
task-return-button = ↩️ Return
task-answer-button = ✋ Answer objection
task-agree-date-button = ✅ New date
task-refuse-date-button = ✖️ Old date
task-more-button = ⋯ More
task-date-button = 🗓 Another date
task-new-date-button = 🗓 Ask for a date
task-estimate-button = ⏱ Estimate
task-priority-button = ⚡ Raise priority
task-reassign-button = 👤 Hand on
task-object-button = ✋ Object
task-part-button = ➕ Subtask
task-parts-button = 🧩 Subtasks
task-parent-button = ⬆️ Main task
task-under-button = 🧩 Make a part
task-apart-button = 🧩 Make separate
task-reminders-button = 🔔 Reminders
task-cancel-button = 🗑 Cancel task
task-more = 📌 <b>{ $title }</b>
    What else can be done:
task-say-more = Reply to the card to add words or a file.

# Choices
task-priority-question = ⚡ <b>{ $title }</b>
    Now: { $priority }. The executor will learn that it matters more.
task-priority-to-button = ⚡ { $priority }
task-cancel-question = Cancel the task “<b>{ $title }</b>”? Everybody in it will be told.
task-cancel-sure-button = 🗑 Yes, cancel it
task-parts-title = 🧩 Subtasks: <b>{ $title }</b>
task-parts-none = The task <b>{ $title }</b> has no subtasks.
task-part-line-button = { $mark } { $title } · { $name }
task-reminders = 🔔 <b>Reminders of deadlines</b>
    This is how you are reminded of the tasks you get from now on. You are always told when one is overdue.
task-remind-morning-button = ⬜ That morning
task-remind-morning-on-button = ✅ That morning
task-remind-0-button = No hours
task-remind-0-on-button = ✅ No hours
task-remind-15-button = 15 min before
task-remind-15-on-button = ✅ 15 min before
task-remind-60-button = 1 hour before
task-remind-60-on-button = ✅ 1 hour before
task-remind-180-button = 3 hours before
task-remind-180-on-button = ✅ 3 hours before
task-remind-1440-button = A day before
task-remind-1440-on-button = ✅ A day before
task-whom-question = Who is to do it?

# Questions
task-ask-decline = Why do you decline? A few words: the assigner will read them.
task-ask-return = What is to be improved? The executor will see it in the task.
task-ask-remark = What was wrong? The executor will see it in the task.
task-no-remark-button = No remark
task-ask-date = What is the date now? For example: Friday, 25.11 or tomorrow at 3pm.
task-ask-new-date = Which date do you ask for? For example: Friday, 25.11 or tomorrow at 3pm.
task-ask-date-reason = Why another date? The assigner will decide by these words.
task-ask-object = What is the objection? Work stops until the assigner answers.
task-ask-answer = What is the answer to the objection? Then work goes on.
task-ask-estimate = How long will it take? For example: 2 h, 30 min or an hour and a half.
task-ask-part = What is to be done? In one line, for example: lay out the catalogue by Friday 2h.
task-ask-under = What is it to be a part of? Write a word of that task's title.
task-under-found = What is it to be a part of?
task-under-nothing = No open task has that. Go back and try another word.
task-in-three-days-button = In 3 working days
task-30-minutes-button = 30 min
task-1-hour-button = 1 h
task-2-hours-button = 2 h
task-4-hours-button = 4 h

# Short answers to a tap
task-toast-accepted = Accepted. The assigner sees it.
task-toast-finished = Sent to be accepted. Reply to the card to add words or a file.
task-toast-finished-own = Done.
task-toast-counts = The new date is agreed, and it is the one that counts.
task-toast-late = The date is moved, but the delay stays in the history.
task-toast-reminders = Noted.

# What has happened: the first line of a message, alone in summaries
task-told-given = 🔔 A new task: <b>{ $title }</b>
task-told-helping = 🤝 Your help is wanted: <b>{ $title }</b>
task-told-observing = 👀 You look on: <b>{ $title }</b>
task-told-approval = 🙋 Waits for your approval: <b>{ $title }</b>
task-told-approved = ✅ Approved: <b>{ $title }</b>
task-told-approval-declined = 🚫 Not approved: <b>{ $title }</b>
task-told-approval-expired = ⌛ Not approved in time: <b>{ $title }</b>
task-told-declined = 🚫 Declined by the executor: <b>{ $title }</b>
task-told-done = 🏁 Done, please accept: <b>{ $title }</b>
task-told-returned = ↩️ Returned for more work: <b>{ $title }</b>
task-told-result-accepted = 👏 Result accepted: <b>{ $title }</b>
task-told-closed-up = 👍 Result accepted: <b>{ $title }</b>
task-told-closed-down = 👎 Result accepted: <b>{ $title }</b>
task-told-cancelled = 🗑 The task is cancelled: <b>{ $title }</b>
task-told-redate = 🗓 A new date is asked for: <b>{ $title }</b>
task-told-redate-agreed = 🗓 New date: <b>{ $title }</b>
task-told-redate-refused = ✖️ The date stays: <b>{ $title }</b>
task-told-estimated = ⏱ New estimate: <b>{ $title }</b>
task-told-reassigned = 👤 New executor: <b>{ $title }</b>
task-told-taken-away = 👤 Somebody else has the task now: <b>{ $title }</b>
task-told-priority = ⚡ It matters more now: <b>{ $title }</b>
task-told-objection = ✋ An objection, please answer: <b>{ $title }</b>
task-told-stopped = ✋ Work stands still: <b>{ $title }</b>
task-told-objection-answered = ▶️ The objection is answered: <b>{ $title }</b>
task-told-comment = 💬 New in the discussion: <b>{ $title }</b>
task-told-series-ended = 🔁 Not repeated any more: <b>{ $title }</b>
task-told-soon = ⏰ Due in { $span }: <b>{ $title }</b>
task-told-due = ⏰ Due { $day }: <b>{ $title }</b>
task-told-time = ⏰ It is time: <b>{ $title }</b>
task-told-overdue-now = ❗ The deadline has passed: <b>{ $title }</b>
task-told-overdue = ❗ Overdue by { $span }: <b>{ $title }</b>

# Refusals
error-deadline-ambiguous = That may be { $first } or { $second }. Please say it more exactly.
error-estimate-unreadable = I cannot read how long that is. Write, say: 2 h, 30 min or an hour and a half.
