# People: the way in, who is who, days away, language, help.
role-rep = sales rep
role-lead = team lead
role-manager = branch manager
role-director = director
role-administrator = administrator
role-client = client

start-welcome = 👋 <b>{ $name }, you are in.</b>
    Your role: { $role }.
start-greeting = 👋 <b>Hello, { $name }!</b>
start-promise-rep = I keep your deals and offers in mind: I remind you when to call, and record the answer with one tap.
start-promise-lead = I watch your team's deals and offers and say where your help is needed.
start-promise-manager = I watch the branch's deals and offers and show where the money stands.
start-promise-director = I watch the whole company's deals and offers and show where the money stands.
start-promise-administrator = Here you invite people, load data and change the rulebook.
start-promise-client = Your requests and the answers to them will be here.

menu-day-button = My day
menu-board-button = Pipeline
menu-silent-button = Silent offers
menu-invite-button = Invite
menu-people-button = People
menu-absences-button = Absences

help-title = <b>What I can do</b>
help-group-work = <b>Every day</b>
help-group-deals = <b>Deals and offers</b>
help-group-team = <b>Colleagues</b>
help-group-company = <b>Company</b>
help-group-bot = <b>Bot</b>
help-digest = /digest — when the digest comes, and with what
help-day = /day — what to do now
help-tasks = /tasks — the list of tasks; or search at once: /tasks catalogue
help-projects = /projects — projects: plan, team, dates
help-calendar = /calendar — own tasks as a file for the phone’s calendar
help-brief = /brief — a task by a brief: questions one by one
help-new = /new — a new client
help-find = /find — find a client by name or phone
help-client = /client — a new client in one line
help-task = /task — make a task in one line or step by step
help-board = /board — the pipeline: stages, deals, money
help-request = /request — a client's request: /request Acme: no invoice yet
help-requests = /requests — requests: mine, late, closed
help-silent = /silent — offers without an answer
help-polls = /polls — what clients answer to polls
help-kpi = /kpi — your figures, and of a head the team's: how they change, and why
help-matrix = /matrix — which clients use what, and what else to offer
help-cash = /cash — expected money by month
help-approvals = /approvals — tasks that wait for my approval
help-load = /load — load by day: own or of the team
help-people = /people — who is who; with a name at once: /people Olga
help-absent = /absent — leave or illness, and who stands in
help-invite = /invite — invite a person
help-import = /import — load people, products, clients, deals from files
help-rules = /rules — the rules: what concerns me
help-rulebook = /rulebook — the rulebook: take the file, change it, send it back
help-language = /language — language
help-help = /help — this page
help-hints = Commands are not needed: “call Acme tomorrow at 3pm” makes a task, a client's name or phone number finds the client.
help-inline = In any chat, type “@{ $bot } acme”: I find the client, and only you see it.

command-start = Start
command-digest = Digest: time, days, parts
command-day = My day
command-tasks = List of tasks
command-projects = Projects
command-calendar = Tasks for the phone’s calendar
command-brief = Task by a brief
command-task = Make a task
command-board = Pipeline
command-client = New client in one line
command-find = Find a client
command-new = New client
command-request = Log a client's request
command-requests = Clients' requests
command-silent = Offers without an answer
command-polls = Answers to polls
command-kpi = Figures
command-matrix = Clients and products
command-cash = Expected money
command-approvals = Waiting for my approval
command-load = Load by day
command-people = Who is who
command-absent = Absences and deputies
command-invite = Invite a person
command-import = Load files
command-rules = Rules: what concerns me
command-rulebook = Rulebook
command-help = What I can do
command-language = Language

language-question = Which language shall I speak?
language-set = Language saved

people-title = 👥 <b>{ $name }</b>
people-title-top = 👥 <b>Company</b>
people-hint = Choose a branch or a person.
people-nobody = There is nobody here yet.
people-branch-button = 📁 { $name } · { $count }
people-person-button = { $name } · { $about }
people-away-button = 🌴 { $name } · { $about }
people-search-button = Find
people-up-button = « Up
people-all-button = Whole company
people-name-question = Whom are you looking for? Write a name or part of it.
people-found = { $count ->
    [one] { $count } person found for “{ $wanted }”
   *[other] { $count } people found for “{ $wanted }”
}
people-not-found = Nobody found for “{ $wanted }”. Check the name or write part of it.

person-title = 👤 <b>{ $name }</b>
person-role = Role: { $role }
person-branch = Branch: { $branch }
person-department = Department: { $name }
person-boss = Reports to: { $name }
person-phone = Phone: { $phone }
person-away = 🌴 Away: { $first } — { $last }. { $deputy } stands in
person-will-be-away = 🌴 Will be away: { $first } — { $last }. { $deputy } stands in
person-not-joined = Has not joined the bot yet
person-button = Open card
person-invite-button = Invite
person-reinvite-button = New link
person-deactivate-button = Switch off
person-deactivate-yes-button = Yes, switch off
person-deactivate-question = Switch off <b>{ $name }</b>?
    They will not get in any more. All they did stays.

invite-list = ✉️ <b>Whom to invite</b>
    { $count ->
        [one] { $count } person has not joined yet.
       *[other] { $count } people have not joined yet.
    } Choose who needs a link.
invite-nobody = There is nobody to invite: all whom you may invite have joined.
invite-newcomers = Is somebody not on the list? Add them by a file of people, of one line even: /import
invite-made = The link is ready: forward it
invite-link = { $name }, this is your personal way into our work bot:
    { $link }
    The link works once, until { $until }. Give it to nobody.

absence-title = 🌴 <b>Absences</b>
absence-none = Nobody is away, and nothing is planned.
absence-line = { $number }. { $text }
absence-days = { $name }: { $first } — { $last }. { $deputy } stands in
absence-one-day = { $name }: { $first }. { $deputy } stands in
absence-cancel-button = Cancel { $number }
absence-new-button = Record absence
absence-all-button = Absences
absence-cancelled = Absence cancelled
absence-first-day-question = 🌴 <b>{ $name }</b>: away from which day?
    Write, for example, tomorrow, Monday or 25.11.
absence-last-day-question = Until which day, that day included?
    Write a date or choose.
absence-today-button = Today
absence-tomorrow-button = Tomorrow
absence-day-button = One day
absence-week-button = A week
absence-weeks-button = Two weeks
absence-deputy-question = Who stands in? Choose, or write part of a name.
absence-deputy-nobody = Nobody found. Write the name in another way.
absence-deputy-away = ⚠️ { $name } is away at that time too: { $first } — { $last }.
absence-look = Please check:
    <b>{ $name }</b>: { $first } — { $last }
    Stands in: { $deputy }
    { $warning }
absence-save-button = Save
absence-other-deputy-button = Somebody else
absence-recorded = ✅ Recorded
absence-recorded-next = On these days { $deputy } gets the reminders.
absence-deputy-notice = 🌴 <b>You stand in for { $name }</b>
absence-begins-notice = 🌴 <b>From today on you stand in for { $name }</b>
absence-back-notice = 👋 <b>Welcome back! This was done without you</b>
absence-done-counts = With your clients, deals and tasks: { $counts }.
absence-done-of = { $part } — { $count }
absence-done-contacts = contacts
absence-done-deals = deals
absence-done-offers = offers
absence-done-tasks = tasks
absence-done-notes = notes
absence-done-all = other
absence-done-line = • { $event }
absence-done-client-line = • { $client }: { $event }
absence-done-more = More events: { $count }.
absence-done-nothing = Nothing was done with your clients, deals and tasks meanwhile.
absence-boss-notice = 🌴 <b>Absence: { $name }</b>
absence-cancelled-notice = ✅ <b>{ $name }</b>: the absence is cancelled, nobody need stand in.
invite-only-heads = Leads, managers and the administrator invite people. Ask them.
absence-deputy-not-joined = ⚠️ { $name } has not joined the bot yet: nobody would get the reminders. Invite them first.
