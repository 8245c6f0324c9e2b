# The rulebook: the file, its faults, what would change.
rulebook-title = 📘 <b>Rulebook, version { $version }</b>
rulebook-put-by = In force since { $moment }, changed by { $name }.
rulebook-shipped = In force since { $moment }, as shipped.
rulebook-how-to-change = Change the file and send it here. I will show what would change and whom it touches, and ask you to confirm.

rulebook-wrong = { $count ->
    [one] ❗ <b>File refused: { $count } fault</b>
   *[other] ❗ <b>File refused: { $count } faults</b>
}
rulebook-fault = • Line { $line }, <code>{ $path }</code>: { $expected }{ $has_found ->
    [yes] . There is now: “{ $found }”
   *[no] { "" }
}
rulebook-fault-of-file = • Line { $line }: { $expected }{ $has_found ->
    [yes] . There is now: “{ $found }”
   *[no] { "" }
}
rulebook-wrong-next = The rulebook you had stays in force. Mend the file and send it again.

rulebook-expected-missing = the key “{ $name }” is needed
rulebook-expected-unknown-key = there is no key “{ $name }”; here are known: { $allowed }
rulebook-expected-duplicate-key = the key “{ $name }” is there twice; keep one
rulebook-expected-wrong-type = { $type ->
    [mapping] keys with values are needed
    [list] a list is needed
    [yes_no] true or false is needed
   *[text] a text is needed
}
rulebook-expected-not-a-number = a number is needed
rulebook-expected-not-a-whole-number = a whole number is needed
rulebook-expected-too-small = { $is_allowed ->
    [yes] { $limit } or more is needed
   *[no] more than { $limit } is needed
}
rulebook-expected-too-big = { $is_allowed ->
    [yes] { $limit } or less is needed
   *[no] less than { $limit } is needed
}
rulebook-expected-too-precise = digits after the point: { $digits } at most
rulebook-expected-too-few = the list needs at least { $limit }
rulebook-expected-too-many = the list takes at most { $limit }
rulebook-expected-text-missing = a text that is not empty is needed
rulebook-expected-text-too-long = the text is over { $limit } characters; make it shorter
rulebook-expected-text-unprintable = the text has invisible characters; write it anew
rulebook-expected-not-a-time = a time is needed, such as 08:30
rulebook-expected-not-a-date = a date is needed, such as 2026-01-31
rulebook-expected-not-a-time-span = a span of time is needed, such as 09:00-13:00
rulebook-expected-not-a-key = a short Latin word is needed: small letters, digits and _
rulebook-expected-not-a-zone = a time zone is needed, such as Europe/Moscow
rulebook-expected-not-a-country = a country of two letters is needed, such as RU
rulebook-expected-not-a-currency = a currency of three letters is needed, such as RUB
rulebook-expected-not-unique = “{ $value }” is there already; names do not repeat
rulebook-expected-not-rising = it must be later or larger than the one above
rulebook-expected-wrong-sum = the weights add to { $sum }, they must add to { $limit }
rulebook-expected-one-of-two = exactly one of these keys is needed: { $keys }
rulebook-expected-unknown-reference = there is no such thing; there are: { $allowed }
rulebook-expected-waits-for-itself = tasks wait for each other in a ring: { $ring }; take one of the waits out
rulebook-expected-wrong-choice = only these are possible: { $allowed }
rulebook-expected-syntax = the file cannot be read from here (character { $column }); check indents and quotes
rulebook-expected-not-utf8 = save the file as UTF-8
rulebook-expected-file-too-large = the file is too large: { $limit_bytes } bytes at most
rulebook-expected-too-deep = too many nested levels: { $limit } at most
rulebook-expected-plain-yaml = anchors, aliases and tags (&, *, !) are not taken; write the value in full
rulebook-expected-one-document = a second document begins here; keep one

rulebook-proposal = { $count ->
    [one] 📘 <b>{ $count } rule would change</b>
   *[other] 📘 <b>{ $count } rules would change</b>
}
rulebook-changed = { $field }: { $old } → <b>{ $new }</b>
rulebook-added = { $field }: <b>{ $new }</b> is added
rulebook-removed = { $field }: { $old } goes
rulebook-change-of = • “{ $around }”, { $change }
rulebook-change = • { $change }
rulebook-more-changes = { $count ->
    [one] and { $count } more change
   *[other] and { $count } more changes
}
rulebook-proposal-question = Put it in force?
rulebook-activate-button = Put in force
rulebook-activated = ✅ <b>The rulebook, version { $version }, is in force.</b>
    The new rules hold from the next tap on. To take the file: /rulebook
rulebook-dismissed = Everything stays as it was. The file in force: /rulebook
rulebook-nothing = nothing
rulebook-yes = yes
rulebook-no = no

rulebook-field-name = name
rulebook-field-text = text
rulebook-field-ru = in Russian
rulebook-field-en = in English
rulebook-field-country = country
rulebook-field-zone = time zone
rulebook-field-currency = currency
rulebook-field-language = language
rulebook-field-stages = stage
rulebook-field-limit-working-hours = limit of the stage
rulebook-field-probability = probability
rulebook-field-checklist = checklist item
rulebook-field-required = required
rulebook-field-hint = hint
rulebook-field-forward = what forward leads to
rulebook-field-back = what back leads to
rulebook-field-skip = what a skip leads to
rulebook-field-won = what won leads to
rulebook-field-lost = what lost leads to
rulebook-field-department = department
rulebook-field-lost-reasons = reason of loss
rulebook-field-needs-text = needs an explanation
rulebook-field-follow-up-working-days = follow-up of an offer, working days
rulebook-field-choices-working-days = choices for the follow-up, working days
rulebook-field-thinking-working-days = the client is thinking, working days
rulebook-field-no-answer-retry-working-hours = no answer to a call: again after, working hours
rulebook-field-max-snoozes = how often it can be put off
rulebook-field-escalation = escalation steps
rulebook-field-refusal-reasons = reasons of refusal
rulebook-field-on-accept = stage after acceptance
rulebook-field-on-refuse = stage after refusal
rulebook-field-tasks = tasks
rulebook-field-most-hours = hours in one task, at most
rulebook-field-approval = approval of tasks
rulebook-field-over-hours = approve if more hours than
rulebook-field-over-cost = approve if dearer than
rulebook-field-across-departments = approve tasks for another department
rulebook-field-hours-to-decide = hours to approve
rulebook-field-climbs = how often the next head is asked
rulebook-field-reminders = reminders of a task's deadline
rulebook-field-in-the-morning = remind on the morning of the deadline
rulebook-field-minutes-before = minutes before the deadline
rulebook-field-briefs = brief
rulebook-field-role = to whom, if the department has nobody
rulebook-field-estimate-hours = estimate, hours
rulebook-field-priority = priority
rulebook-field-deadline-working-days = deadline, working days
rulebook-field-fields = question of a brief
rulebook-field-kind = kind of answer
rulebook-field-unit = unit
rulebook-field-at-least = at least
rulebook-field-at-most = at most
rulebook-field-choices = choice
rulebook-field-project-templates = project template
rulebook-field-from-day = from working day
rulebook-field-days = working days
rulebook-field-waits-for = waits for
rulebook-field-milestone = milestone
rulebook-field-roles = role
rulebook-field-departments = department
rulebook-field-title = title of the task
rulebook-field-fixed-task = task of the fixed day
rulebook-field-goals = goals
rulebook-field-quiet-hours = quiet hours
rulebook-field-daily-cap = messages a day, at most
rulebook-field-rep = digest of a rep
rulebook-field-lead = digest of a lead
rulebook-field-manager = digest of a manager
rulebook-field-director = digest of a director
rulebook-field-administrator = digest of an administrator
rulebook-field-groups = a team's digest in a group
rulebook-field-weekly = result of the week
rulebook-field-monthly = result of the month
rulebook-field-snooze-choices = how far it can be put off
rulebook-field-default-country = default country
rulebook-field-countries = calendar of a country
rulebook-field-week = working week
rulebook-field-mon = Monday
rulebook-field-tue = Tuesday
rulebook-field-wed = Wednesday
rulebook-field-thu = Thursday
rulebook-field-fri = Friday
rulebook-field-sat = Saturday
rulebook-field-sun = Sunday
rulebook-field-use-public-holidays = public holidays are days off
rulebook-field-overrides = special day
rulebook-field-hours = hours of the special day
rulebook-field-segments = segment
rulebook-field-cadences = how often to be in touch
rulebook-field-ahead-days = show so many days before
rulebook-field-tells = tell who enters or leaves
rulebook-field-criteria = criteria of the segment
rulebook-field-won-money = money won
rulebook-field-won-deals = deals won
rulebook-field-won-margin = margin of won deals
rulebook-field-months = in how many months
rulebook-field-regions = regions
rulebook-field-risks = risk of losing a client
rulebook-field-late-in-a-row = late in a row
rulebook-field-thumb-down-days = remember a thumb down, days
rulebook-field-fall = fall of purchases
rulebook-field-percent = by how many per cent
rulebook-field-against = compared with
rulebook-field-default-segment = default segment
rulebook-field-invitation-hours = invitations last, hours
rulebook-field-useful-hours-per-day = useful hours a day
rulebook-field-kpi = figures
rulebook-field-bonus = bonus
rulebook-field-components = part of the bonus
rulebook-field-measure = figure
rulebook-field-threshold-percent = threshold, %
rulebook-field-churn-days = a client is gone after days without buying
rulebook-field-contract-stage = stage of the contract
rulebook-field-transparency-percent = goal of transparency, %
rulebook-field-shows-names = names in rankings
rulebook-field-close-after-working-days = a month closes after, working days
rulebook-field-launched-on = day the bot began
