# /rules: what of the rulebook concerns the person, in plain words.
rules-title = 📘 <b>Rules for you</b>
rules-choose = What holds now, in short (version { $version }). What shall I tell you about?
rules-topic-title = 📘 <b>{ $topic }</b>
rules-button = 📘 Rules
rules-back = « Rules
rules-topic-deals = Deals
rules-topic-offers = Offers
rules-topic-clients = Clients
rules-topic-greetings = Greetings
rules-topic-requests = Requests
rules-topic-calls = Calls
rules-topic-visits = Visits
rules-topic-polls = Polls
rules-topic-tasks = Tasks
rules-topic-figures = Figures
rules-topic-hours = Working hours
rules-topic-messages = Messages
rules-topic-company = Company
rules-bullet = • { $words }
rules-percent = { $number }%
rules-point = .
rules-or = {" "}or{" "}

rules-deals-stages = The stages in their order, and how long a deal may stand on each:
rules-deals-stage = • { $name }: { $limit }
rules-deals-stage-with = • { $name }: { $limit }. Required: { $items }
rules-deals-late = What stands longer is late: it shows on the day and on the board.
rules-deals-lost = A loss always has a reason: { $reasons }.
rules-deals-chances = Probabilities for the forecast: { $chances }.

rules-offers-first = The bot asks about the answer to a new offer after { $wait }, unless another day is chosen.
rules-offers-thinking = The client is thinking: it asks again after { $wait }.
rules-offers-no-answer = Nobody answered: it reminds after { $wait }.
rules-offers-snoozes = { $count ->
    [one] It can be put off { $count } time without a reason.
   *[other] It can be put off { $count } times without a reason.
}
rules-offers-no-snoozes = It can be put off with a reason only.
rules-silence = Silence reaches: { $steps }.
rules-offers-lead-to = A yes leads to “{ $accepted }”, a no to “{ $refused }”.

rules-clients-segments = Segments, from the top, by the first that fits:
rules-clients-segment = • { $name }: { $criteria }
rules-clients-segment-others = • { $name }: all others
rules-clients-segment-by-hand = • { $name }: chosen by hand
rules-clients-new = A new client is “{ $name }”.
rules-won-money = { $count ->
    [one] won { $amount } or more in { $count } month
   *[other] won { $amount } or more in { $count } months
}
rules-won-margin = { $count ->
    [one] a margin of { $amount } or more in { $count } month
   *[other] a margin of { $amount } or more in { $count } months
}
rules-won-deals = { $count ->
    [one] { $deals } or more won deals in { $count } month
   *[other] { $deals } or more won deals in { $count } months
}
rules-regions = region: { $names }
rules-sectors = sector: { $names }
rules-no-cadences = Nobody has to be contacted by a certain day.
rules-cadence = { $count ->
    [one] <b>{ $name }</b>: in touch every { $count } day or sooner. What counts: { $kinds }. No answer: again after { $retry }.
   *[other] <b>{ $name }</b>: in touch every { $count } days or sooner. What counts: { $kinds }. No answer: again after { $retry }.
}
rules-cadence-silence = From the morning of the last day it reaches: { $steps }.
rules-cadence-later = Others have no such day. A later day takes a head's consent.
rules-cadence-decide = You have { $limit } to agree to a later day; then it goes further up, { $climbs } times at the most.
rules-clients-told = You are told who enters and leaves: { $names }.
rules-risks = Signs that a client may be lost come to you as a card:
rules-risk-late = { $count ->
    [one] { $count } due day passed without a contact
   *[other] { $count } due days running passed without a contact
}
rules-risk-thumb = { $count ->
    [one] a thumb down within { $count } day
   *[other] a thumb down within { $count } days
}
rules-risk-fall = { $count ->
    [one] purchases fell by { $percent }% in { $count } month ({ $against }), from { $least } or more
   *[other] purchases fell by { $percent }% in { $count } months ({ $against }), from { $least } or more
}
rules-risks-decide = You have { $limit } to decide, then the head above is told, { $climbs } times at the most.
rules-clients-next-product = { $count ->
    [one] A product is suggested where { $count } similar client has it.
   *[other] A product is suggested where { $count } similar clients have it.
}

rules-greetings-hours = { $count ->
    [one] The card comes at { $morning }; after { $evening } a congratulation is late. “Later today” is { $count } hour.
   *[other] The card comes at { $morning }; after { $evening } a congratulation is late. “Later today” is { $count } hours.
}
rules-greetings-segment = • { $name }: congratulated by { $who }; { $holidays }
rules-greetings-by-owner = who is responsible
rules-greetings-by-manager = the branch manager in person
rules-greetings-all = all holidays
rules-greetings-professional = holidays of their trade
rules-greetings-chosen = holidays chosen on the card
rules-greetings-others = Others are congratulated by who is responsible; birthdays and anniversaries always count.

rules-requests-reaction = React to a request within { $limit }.
rules-requests-closing = Close it within { $limit }.
rules-requests-of-segment = • { $name }: react within { $limit }
rules-requests-of-segment-closed = • { $name }: react within { $limit }, close within { $closing }
rules-late = Past the limit it reaches: { $steps }.
rules-requests-on-your-day = Requests of these segments stand on your day, too, until they are closed: { $names }.
rules-requests-reopen = { $count ->
    [one] What is closed can be opened again for { $count } day.
   *[other] What is closed can be opened again for { $count } days.
}

rules-calls-cycle = { $count ->
    [one] A pair calls all its clients within { $count } day.
   *[other] A pair calls all its clients within { $count } days.
}
rules-calls-a-day = { $count ->
    [one] { $count } call a day at the most.
   *[other] { $count } calls a day at the most.
}
rules-calls-again = No answer: again after { $wait }. After try no. { $tries } the client goes to the end of the cycle.
rules-calls-weights = Who is called sooner (the more weight; of 0 nobody is called):
rules-calls-check = What sellers did in the week comes to you: { $day }, { $at }.

rules-visits-length = { $count ->
    [one] A visit takes { $count } minute.
   *[other] A visit takes { $count } minutes.
}
rules-visits-buffer = { $count ->
    [one] The way between clients takes { $count } minute.
   *[other] The way between clients takes { $count } minutes.
}
rules-visits-ahead = { $count ->
    [one] Visits are booked { $count } day ahead.
   *[other] Visits are booked { $count } days ahead.
}
rules-visits-reminder = { $count ->
    [one] The bot reminds on the day at { $at } and { $count } minute before.
   *[other] The bot reminds on the day at { $at } and { $count } minutes before.
}
rules-visits-report = After a visit the bot asks for its result; again after { $again }, and after { $head } a head is told.

rules-polls = Short polls after a contact:
rules-poll-everybody = everybody
rules-poll = { $count ->
    [one] • { $name }: after a contact ({ $kinds }), ask { $whom }, once in { $count } day at the most
   *[other] • { $name }: after a contact ({ $kinds }), ask { $whom }, once in { $count } days at the most
}

rules-tasks-most-hours = One task takes { $hours } h at the most.
rules-tasks-approval = The executor's head approves a task that is: { $when }.
rules-tasks-over-hours = longer than { $hours } h
rules-tasks-over-cost = dearer than { $cost }
rules-tasks-across = from another department
rules-tasks-decide = You have { $limit } to approve; then it goes further up, { $climbs } times at the most. What waits for you: /approvals
rules-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
rules-tasks-morning = in the morning of the deadline
rules-tasks-before = { $before } before the deadline
rules-tasks-reminders = We remind { $when }; choose your own under “🔔 Reminders” on any task.
rules-late-deadline = Past the deadline it reaches: { $steps }.
rules-tasks-useful-hours = Load is reckoned by { $hours } useful hours a day.
rules-tasks-briefs = Tasks by a brief (/brief): { $names }.
rules-tasks-projects = Templates of projects: { $names }.

rules-bonus = Bonus “{ $name }”:
rules-bonus-part = • { $name } from { $threshold } on: { $weight } of the bonus
rules-bonus-unrounded = Compared unrounded: 94.999% is less than 95%.
rules-no-bonus = Your department has no bonus for figures.
rules-figures-closed = A month is closed { $wait } after its end; then its figures do not change.
rules-figures-transparency = Transparency of a team: { $goal } or more.
rules-figures-churn = { $count ->
    [one] A client counts as gone after { $count } day without a purchase.
   *[other] A client counts as gone after { $count } days without a purchase.
}
rules-figures-names = The ranking shows names.
rules-figures-no-names = The ranking has no names: everybody sees their own place.

rules-hours-week = Your working hours:
rules-hours-off = Further days off soon: { $days }.
rules-hours-worked = Worked instead of days off: { $days }.
rules-hours-limits = All limits are counted in your working time.

rules-messages-quiet = Quiet hours are { $span }: the bot is silent, and what gathers comes in one message.
rules-messages-cap = { $count ->
    [one] { $count } message a day comes at once, the rest in a summary.
   *[other] { $count } messages a day come at once, the rest in a summary.
}
rules-messages-digest = Your digest comes at { $at }.
rules-messages-no-digest = You have no daily digest.
rules-messages-weekly = The week's result comes on the first working day of the next, at { $at }.
rules-messages-monthly = The month's result comes after it is closed, at { $at }.
rules-messages-snooze = What can be put off, goes { $choices }.
rules-snooze-hour = for an hour
rules-snooze-tomorrow = until tomorrow
rules-snooze-date = to a date

rules-company-name = Company: { $name }
rules-company-currency = Currency: { $currency }
rules-company-zone = Time zone: { $zone }
rules-invitations = { $count ->
    [one] An invitation holds for { $count } hour. Invite: /invite
   *[other] An invitation holds for { $count } hours. Invite: /invite
}
rules-who-changes = The administrator changes the rulebook.
rules-how-to-change = To change it: /rulebook. Take the file, change it, send it back. Before anything changes I show whom it touches; any older version can be returned to.
