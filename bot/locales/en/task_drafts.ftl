# A task in one line: the draft, its fields, choosing a colleague.

# Choosing a colleague
task-colleague-button = { $name } · { $branch }
task-colleague-hint = Choose, or write a name or a @login.
task-colleague-nobody = I found no colleague “{ $wanted }”. Write it another way: a first or last name, or a @login.

# The card of a draft
draft-title = 📝 <b>{ $title }</b>
draft-deadline = Due: { $deadline }
draft-no-deadline = Due: not said
draft-near-day = { $near } ({ $day })
draft-day-with-time = { $day }, { $time }
draft-self = For: you
draft-executor = For: { $name }
draft-priority = Priority: { $priority }
draft-cost = Cost: { $cost }
draft-details = <i>{ $details }</i>
draft-executor-left = ⚠️ { $name } has left the company. Choose somebody else.
draft-deadline-passed = ⚠️ The deadline has passed. Name another one.
draft-estimate-refused = ⚠️ An estimate of { $estimate } is too much for one task. Name another one.
draft-note-afternoon = ℹ️ “{ $words }”: I took it as the afternoon.
draft-note-moved-on = ℹ️ “{ $words }”: that time has passed, so I took the next one.
draft-note-date-passed = ⚠️ “{ $words }”: that date has passed, so I left it in the title.
draft-note-date-impossible = ⚠️ “{ $words }”: there is no such date, so I left it in the title.
draft-note-time-impossible = ⚠️ “{ $words }”: there is no such time, so I left it in the title.
draft-note-date-too-far = ⚠️ “{ $words }”: that date is too far away, so I left it in the title.
draft-note-unknown-login = ⚠️ { $words }: no colleague has this login. Choose who is to do it.
draft-note-not-understood = ⚠️ “{ $words }”: not understood, left in the title.
draft-mentioned = 👤 The text names { $people }. Give the task to them?
draft-which-date = ❓ “{ $words }”: when exactly?
draft-which-person = ❓ “{ $words }”: who exactly?
draft-which-client = ❓ “{ $words }”: which client?

# The buttons of a draft
draft-send-button = ✅ Send
draft-give-to-button = Give to { $name }
draft-deadline-button = Due
draft-executor-button = For whom
draft-co-executors-button = Helpers
draft-co-executors = 👥 <b>{ $title }</b>
    Co-executors. Tap a name to let somebody go.
draft-no-co-executors = 👥 <b>{ $title }</b>
    No co-executors.
draft-add-co-executor-button = ➕ Add
draft-drop-co-executor-button = ✖️ { $name }
draft-co-executor-question = 👥 Who helps?
error-takes-part-already = { $name } takes part in this task already. Choose somebody else.
draft-estimate-button = Estimate
draft-title-button = Title
draft-priority-button = Priority
draft-client-button = Client
draft-details-button = Description
draft-cost-button = Cost
draft-once-button = Do not repeat
draft-find-button = Find a client
draft-drop-button = Drop it
draft-again-button = Bring back
draft-present-button = ✅ { $name }
draft-without-client-button = No client
draft-other-client-button = Search again
draft-me-button = Me
draft-today-button = Today
draft-tomorrow-button = Tomorrow
draft-friday-button = Friday
draft-next-week-button = Next week
draft-quarter-hour-button = 15 min
draft-half-hour-button = 30 min
draft-one-hour-button = 1 h
draft-two-hours-button = 2 h
draft-four-hours-button = 4 h
draft-eight-hours-button = 8 h
draft-without-estimate-button = No estimate
draft-without-cost-button = No cost
draft-without-details-button = No description
task-of-wanted-button = ➕ Make a task

# Questions about a draft
draft-title-question = What is the task called?
draft-deadline-question = By when? Choose, or write: “on Wednesday”, “25 November at 3pm”, “in 3 days”.
draft-estimate-question = How long will it take? Choose, or write: “3 h”, “an hour and a half”.
draft-cost-question = What does it cost? For example: 15000 or 300 $.
draft-details-question = Describe what is to be done.
draft-client-question = For which client? Write a name, a contact's name or a phone number.
draft-executor-question = Who is to do it?
draft-priority-question = How important is the task “{ $title }”?
draft-missing-title-question = What is to be done? I remember the rest.
draft-clients-found = For “{ $wanted }” I found several. Which client?
draft-no-client-found = For “{ $wanted }” I found no clients. Write it another way.
draft-clients-instead = Clients for “{ $wanted }”:
draft-no-client-instead = For “{ $wanted }” I found no clients.
task-line-question =
    Write the task in one line:

    • call Acme tomorrow at 3pm 2h @petrov urgent
    • prepare an offer for Romashka by Friday
    • every Monday at 10 standup

    Or go step by step.
task-steps-button = Step by step
step-title-question = What is to be done?
step-deadline-question = By when? Choose, or write: “on Wednesday”, “25 November at 3pm”.
step-executor-question = Who is to do it?
step-estimate-question = How long will it take? Choose, write, or skip.

# What became of a draft
draft-sent = Sent. It is for { $name }.
draft-sent-to-self = It is yours now.
draft-sent-to-approve = Sent for approval: { $name }.
draft-dropped = Not sent: { $title }

# What one can write
words-hint =
    I understand tasks, names, and what has happened with a client. For example:

    • call Klimov tomorrow at 3pm
    • Acme, or a client's phone number
    • called Acme, they wait for an offer

# Refusals
error-deadline-with-more = I understood the date, { $deadline }, but not “{ $left }”. Please write the date alone.
