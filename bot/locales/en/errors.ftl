# Refusals: what is wrong and what to do next. Under 200 characters: they are shown in pop-ups too.

error-bad-input = This could not be read. Check it and send it again.
error-not-allowed = You have no right to do this. Ask your manager.
error-not-found = Not found. It may have been handed over, or you may not see it. Open it again from a list.
error-outdated = This button is outdated. Open the card again.

# Amounts
error-amount-missing = No amount is given. Write a number, such as 120,000 or 1.5 mln.
error-amount-negative = An amount cannot be below zero: { $amount }. Write it without the minus.
error-amount-zero = The amount must be above zero. Write, for example, 120,000.
error-amount-too-large = Too large: it must be below { $limit }. Check the zeros.
error-amount-too-fine = This currency has so many digits after the point: { $decimals }. Round the amount.
error-amount-unreadable = I cannot read this amount. Write a number, such as 120,000, 12.5k or $1.5m.
error-currency-mismatch = Two currencies: { $left } and { $right }. Give the amount in one.

# Dates, times, working hours
error-date-unreadable = I cannot read this date. Write, for example, tomorrow, Friday, 25.11 or 25 November.
error-date-impossible = The calendar has no such date. Check the day and the month.
error-date-in-past = { $date } is in the past. Write today's date or a later one.
error-date-too-far = Too far ahead: { $latest } at the latest. Check the year.
error-time-unreadable = I cannot read this time. Write, for example, 15:30, 9 am or noon.
error-no-working-time = The working calendar has no working days after { $day }. Ask an administrator to check the rulebook.
error-day-off = { $day } is a day off. Choose another day.
error-hours-unreadable = I cannot read these hours. Write them like this: 09:00-13:00, 14:00-18:00.
error-period-too-long = The period is longer than { $days } days. Take a shorter one, up to three years.
error-period-backwards = The first day, { $first }, is after the last, { $last }. Swap them.
error-unknown-country = There is no holiday calendar for the country “{ $country }”. Ask an administrator to check the rulebook.

# Names, phones, texts
error-answer-too-long = Too long: { $length } characters of { $limit } allowed. Make it shorter.
error-answer-not-text = Text is needed here. Answer in words, or tap a button under the question.
error-draft-unfinished = Not kept: a draft waits above. Tap “Log” or “Cancel” on it, then send this again.
error-file-missing = A file or a photo is needed. Send it, or tap Back.
error-nothing-for-offer = This takes the day to ask about the answer (for example, 25.11), a file or a photo of the offer. Buttons change the rest; tap “Offer sent” when it is ready.

# Clients

# Deals
error-deal-closed = The deal is closed. Reopen it first to change it.
error-deal-open = The deal is open already.
error-deal-changed = The deal has been changed since. See how it looks now, and try again.
error-no-such-stage = There is no such stage any more: the rulebook has changed. Open the deal again.
error-checklist-unfinished = First tick what is required in the checklist.
error-reason-missing = This reason needs a few words of explanation. Write them.
error-margin-above-amount = The margin { $margin } exceeds the deal's amount { $amount }. Check both.
error-next-step-in-past = The next step cannot be in the past. Name a date and time in the future.
error-next-step-too-far = Too far ahead: within { $limit_days } days at most. Name an earlier date.
error-closing-day-in-past = { $day } has passed. Money can be expected today or later.

# Offers
error-offer-answered = The answer to this offer is recorded already. Open the card again.
error-offer-changed = The offer has been changed since. See how it looks now, and try again.
error-snoozes-used-up = This was put off so many times: { $limit }. To put it off again, write the reason.
error-offer-number-missing = There is no letter or digit in the offer's number. Write it as it stands in the document.
error-offer-number-too-long = The offer's number is too long: { $length } characters, { $limit } are allowed. Shorten it.
error-follow-up-in-past = A follow-up lies in the future. Name another date.
error-follow-up-too-far = Too far ahead: the offer would be forgotten. Within { $limit_days } days at most.

# People
error-not-their-head = This is for the person's own heads and for administrators. Ask them.
error-administrators-only = Only an administrator can do this. Ask one.
error-invitation-refused = This link did not work. Ask your manager for a new one.
error-already-joined = { $name } is in already. A new link in place of a lost account comes from an administrator.
error-person-inactive = { $name } no longer works in the company. Choose somebody else.
error-nobody-found = Nobody found: “{ $wanted }”. Check the name or the e-mail address.
error-several-found = “{ $wanted }” fits several people: { $people }. Write the whole name or the e-mail address.
error-boss-ring = That makes a ring: { $boss } reports to { $name }. Choose another boss.
error-last-administrator = { $name } is the only administrator. Appoint another one first.
error-clients-have-no-place = Clients and people of the company are not the same: one cannot become the other. Add the person separately.
error-working-hours-wrong = This is no working week. Every day needs hours in order, such as 09:00-18:00.

# Absences
error-absence-days-swapped = The last day, { $ends_on }, is before the first, { $starts_on }. Name a day not before the first.
error-absence-in-past = { $starts_on } has passed. An absence can be recorded from today on.
error-absence-too-long = Too long: { $limit_days } days at most. Check the last day.
error-absence-overlaps = An absence is recorded on some of these days. Cancel that one or choose other days: /absent
error-absence-over = This absence is cancelled or over already. The list: /absent
error-deputy-is-absent-person = Nobody can stand in for themselves. Choose somebody else.
error-deputy-unfit = { $name } cannot stand in. Choose another colleague.

# Rulebook
error-rulebook-file-wrong = The rulebook file has faults. Send a mended one: /rulebook
error-rulebook-unchanged = The file says the same as version { $version }, which is in force. There is nothing to change.
error-rulebook-moved-on = While you were looking, version { $version } came into force. Take it with /rulebook and make your changes again.
error-rules-for-colleagues = These are the company's own rules. What I can do for you: /help
error-proposal-settled = This file was decided on already. The rulebook in force: /rulebook
error-proposal-activated = This file was put in force already: { $name }. The rulebook in force: /rulebook
error-proposal-dismissed = This file was dismissed: { $name }. Send it again if it is wanted.
error-stage-in-use = Open deals stand on these stages: { $keys }. Move the deals first, then remove the stages.
error-lost-reason-in-use = Open records still need these reasons: { $keys }. Keep them in the file.

# Tasks
error-task-changed = The task has just been changed. See how it looks now and try again.
error-task-not-ready = { $state ->
    [draft] The task is still a draft: it was not sent.
    [waiting_approval] The task waits for approval.
    [given] The task waits until its executor accepts it.
    [accepted] Done already: the task is accepted.
    [declined] The executor has declined the task already.
    [in_work] Done already: the task is in work.
    [done] The task is done already and waits to be accepted.
    [accepted_result] The result is accepted already, only the thumb is left.
    [returned] The task was returned already.
    [closed] The task is closed already.
   *[cancelled] The task is cancelled.
}
error-task-part-missing = Other people in the task decide that. Write them a comment.
error-task-stopped = The task is stopped: { $name } objects. The assigner has not answered yet.
error-decline-from-boss = A task from your own boss cannot be declined. Ask for another date.
error-approval-of-own = Somebody else approves your own task, even while you stand in for the lead.
error-approval-decided = { $verdict ->
    [approved] Approved already
   *[declined] Declined already
}: { $name }, { $at }.
error-approval-expired = { $name ->
    [None] The time to decide is over, the assigner has the task back.
   *[other] The time to decide is over. Now { $name } decides.
}
error-objection-answered = The objection has been answered already.
error-deadline-missing = A date is needed. Write by which day it is to be done.
error-deadline-in-past = This date has passed. Name a moment in the future.
error-deadline-too-far = Too far ahead: { $limit_days } days at most.
error-estimate-too-long = Too much for one task: { $limit_hours } h at most. Split it into parts.
error-estimate-too-short = Too little: { $limit_minutes } min at least.
error-estimate-of-parts = The estimate of this task is the sum of its subtasks. Change a subtask's.
error-executor-left = { $name } has left the company. Choose somebody else.
error-executor-stranger = There is no such colleague. Only people of the company can be given a task.
error-executor-of-others = { $name } does not report to you. You can hand a task on to your own people only.
error-executor-same = This person has the task already.
error-task-ring = A task cannot be a part of itself. Choose another one.
error-parts-unfinished = Finish the subtasks first. Still open: { $count }.
error-parent-ended = That task is over. Choose another one, or set a separate task.
error-date-proposed = A new date was asked for already. Wait for the answer.
error-date-decided = The new date was decided about already.
error-date-same = That is the date already. Name another one.
error-priority-not-higher = The priority can only be raised.
error-time-too-long = { $limit_hours } h at most can be logged at once. Check the number.
error-question-open = First say who is meant by “{ $words }”.
