# Handing over: a person who leaves, clients and deals in other hands, roles and bosses.

handover-kind-clients = Clients
handover-kind-deals = Deals
handover-kind-requests = Requests
handover-kind-tasks = Tasks
handover-kind-given = Tasks given
handover-kind-approvals = Approvals
handover-kind-projects = Projects
handover-kind-series = Repeating tasks
handover-kind-visits = Visits
handover-kind-stand-ins = Standing in
handover-kind-team = Reports
handover-kind-pairs = Pairs of sellers
handover-kind-invitations = Invitations
handover-kind-line = { $kind }: { $count }
handover-offers-line = Offers without an answer: { $count }, they go with the deals

handover-clients-button = 🏢 { $name }
handover-deals-button = 💼 { $name }
handover-requests-button = 📨 { $name }
handover-tasks-button = ☑️ { $name }
handover-given-button = 📤 { $name }
handover-approvals-button = 🙋 { $name }
handover-projects-button = 📁 { $name }
handover-series-button = 🔁 { $name }
handover-visits-button = 📍 { $name }
handover-stand-ins-button = 🌴 { $name }
handover-team-button = 👤 { $name }
handover-pairs-button = 👥 { $name }
handover-invitations-button = ✉️ { $name }

leaving-title = 🔁 <b>{ $name }: what to hand over</b>
leaving-hint = First choose who gets what. Switching off and handing over happen together, with one tap.
leaving-begin-button = Hand over
leaving-plan = 🔁 <b>{ $name } is leaving</b>

    { $plan }
leaving-kind-to = { $kind }: { $count } → <b>{ $name }</b>
leaving-kind-to-nobody = { $kind }: { $count } → not chosen
leaving-choose = Who gets everything? Or choose kind by kind.
leaving-ready = Look it over. After this the person gets in no more. All of it can be taken back within a day.
leaving-confirm-button = Hand over and switch off
leaving-to-deputy-button = { $name } · stands in
leaving-to-boss-button = { $name } · the boss
leaving-to-colleague-button = { $name } · the least busy
leaving-other-button = Somebody else
leaving-kinds-button = By kind

handover-to-whom = Who gets it? Choose, or write part of a name.
choose-nobody = Nobody found. Write the name another way.
handover-look = 🔁 <b>Look it over</b>

    { $look }
handover-look-client = The client “{ $name }” and the open deals with it go to { $receiver }.
handover-look-deal = The deal “{ $name }” with its offers goes to { $receiver }.
handover-look-clients = All clients of { $name }, and the open deals with them, go to { $receiver }.
handover-do-button = Hand over
hand-over-button = Hand over
person-clients-button = Hand over clients

handover-title-came = 📥 <b>Work was handed over to you</b>
    It was with: { $name }
handover-title-came-leaving = 📥 <b>Work was handed over to you</b>
    { $name } does not work here any more.
handover-title-done = 🔁 <b>Handed over</b>
    It was with: { $name }
handover-title-leaving = 🔁 <b>{ $name }: handed over, access closed</b>
handover-title-undone = ↩️ <b>Taken back</b>
    It is with { $name } again.
handover-by = Handed over by { $name }, { $moment }
handover-receivers = To: { $names }
handover-undo-until = It can be taken back until { $moment }.
handover-undo-button = Take back
handover-undo-question = ↩️ Take back everything that was with { $name }?
    What was finished or handed on since stays as it is.
handover-undo-yes-button = Yes, take back
handover-undone = Taken back
handover-all-back = Everything is back.
handover-stayed = { $count ->
    [one] { $count } record stays as it is: it was finished or handed on.
   *[other] { $count } records stay as they are: they were finished or handed on.
}

handover-asked-client = 🙋 <b>Hand over the client “{ $record }”?</b>
    { $person } → { $receiver }
    Proposed by { $person }. The open deals with the client go along.
handover-asked-deal = 🙋 <b>Hand over the deal “{ $record }”?</b>
    { $person } → { $receiver }
    Proposed by { $person }.
handover-waits-client = ⏳ <b>Client “{ $record }”: waits for the head's decision</b>
    { $person } → { $receiver }
handover-waits-deal = ⏳ <b>Deal “{ $record }”: waits for the head's decision</b>
    { $person } → { $receiver }
handover-declined-client = 🚫 <b>The client “{ $record }” stays where it was</b>
    { $person }. Proposed: { $receiver }
handover-declined-deal = 🚫 <b>The deal “{ $record }” stays where it was</b>
    { $person }. Proposed: { $receiver }
handover-agree-button = Hand over
handover-decline-button = Leave it
handover-open-client-button = Client
handover-open-deal-button = Deal

ownerless-title = 🏷 <b>Without an owner: { $count }</b>
    Open the client, “Change”, “Hand over”.
ownerless-none = 🏷 <b>Every client has an owner</b>
ownerless-button = { $name } · { $branch }
people-ownerless-button = Without an owner: { $count }

place-button = Role and place
place-hint = Choose a role. Rights and menu follow at once.
place-role-button = { $role }
place-role-now-button = ✅ { $role }
place-boss-button = Boss
place-boss-question = Who will be the boss? Choose, or write part of a name.
place-department-button = Department
place-department-line = { $name }
place-department-question = 👤 <b>{ $name }</b>: in which department?
place-no-department-button = No department
place-branch-button = Branch
place-branch-line = { $name }
place-branch-now-line = ✅ { $name }
place-branch-question = 👤 <b>{ $name }</b>: in which branch?
place-saved = Saved
place-changed = 👤 <b>Your place in the company has changed</b>

error-receiver-missing = Not everything has a receiver. Open the handover again and choose.
error-receiver-left = { $name } cannot take it: they do not work here any more. Choose somebody else.
error-receiver-same = It is with { $name } already. Choose somebody else.
error-receiver-elsewhere = { $name } is not of your team. Choose a colleague of it, or ask your head.
error-nobody-fit = The receiver cannot approve what they ask for themself, and only a seller without a pair joins one. Choose somebody else for approvals and pairs.
error-nothing-to-hand-over = There is nothing left to hand over. Open the card again.
error-handover-too-old = It could be taken back within { $hours } h. Hand it over back anew.
error-handover-settled = Somebody has decided on this already. Open the card again.
error-role-too-high = Only an administrator gives a role as high as yours. Ask one.
error-boss-unfit = { $name } leads nobody by their role. Choose somebody else, or change the role first.

timeline-client-handed-over = 🔁 Client handed over: { $was } → { $now }
timeline-deal-handed-over = 🔁 Deal handed over: { $was } → { $now }
timeline-task-handed-over = 🔁 Task “{ $title }” handed over: { $was } → { $now }
timeline-task-assigner-changed = 🔁 Task “{ $title }”: assigner { $was } → { $now }
