# What a change of the rulebook touches, and the versions of the rulebook.
rulebook-working-days = { $count ->
    [one] { $count } working day
   *[other] { $count } working days
}
rulebook-working-hours = { $count ->
    [one] { $count } working hour
   *[other] { $count } working hours
}
rulebook-step = { $wait }: { $to }
rulebook-step-at-once = at once
rulebook-step-hours = { $count ->
    [one] after { $count } working hour
   *[other] after { $count } working hours
}
rulebook-step-days = { $count ->
    [one] after { $count } working day
   *[other] after { $count } working days
}
rulebook-step-to-owner = who is responsible
rulebook-step-to-lead = the team lead
rulebook-step-to-manager = the branch manager

rulebook-value-owner = who is responsible
rulebook-value-lead = team lead
rulebook-value-manager = branch manager
rulebook-value-director = director
rulebook-value-administrator = administrator
rulebook-value-rep = sales rep
rulebook-value-call = call
rulebook-value-meeting = meeting
rulebook-value-visit = visit
rulebook-value-message = message
rulebook-value-email = e-mail
rulebook-value-hour = for an hour
rulebook-value-tomorrow = until tomorrow
rulebook-value-date = date
rulebook-value-all = all
rulebook-value-professional = professional ones
rulebook-value-chosen = chosen ones only
rulebook-value-before = with the span before
rulebook-value-year = with a year ago
rulebook-value-low = low
rulebook-value-normal = normal
rulebook-value-high = high
rulebook-value-text = text
rulebook-value-number = number
rulebook-value-choice = choice
rulebook-value-file = file
rulebook-value-mon = Monday
rulebook-value-tue = Tuesday
rulebook-value-wed = Wednesday
rulebook-value-thu = Thursday
rulebook-value-fri = Friday
rulebook-value-sat = Saturday
rulebook-value-sun = Sunday
rulebook-value-closed = day off

rulebook-effect = {"    "}↳ <i>{ $words }</i>
rulebook-effect-nothing-there = there are no open deals on the stage
rulebook-effect-late = { $count ->
    [one] { $count } deal becomes late
   *[other] { $count } deals become late
}
rulebook-effect-no-longer-late = { $count ->
    [one] { $count } deal is late no more
   *[other] { $count } deals are late no more
}
rulebook-effect-as-late = { $count ->
    [one] a new limit for { $count } deal, as many late as before
   *[other] a new limit for { $count } deals, as many late as before
}
rulebook-effect-standing = { $count ->
    [one] at once; { $count } open deal stands there now
   *[other] at once; { $count } open deals stand there now
}
rulebook-effect-ticks = { $count ->
    [one] { $count } deal on the stage lacks the tick and cannot move on without it
   *[other] { $count } deals on the stage lack the tick and cannot move on without it
}
rulebook-effect-ticked = { $count ->
    [one] the only deal on the stage has the tick
   *[other] all { $count } deals on the stage have the tick
}
rulebook-effect-pipeline = weighted pipeline: { $before } → { $after }
rulebook-effect-pipeline-others = { $count ->
    [one] {", and "}{ $count } more deal in another currency
   *[other] {", and "}{ $count } more deals in another currency
}
rulebook-effect-same-segments = nobody changes segment
rulebook-effect-segments = { $count ->
    [one] { $count } client changes segment
   *[other] { $count } clients change segment
}
rulebook-effect-segment-flow = { $name }: +{ $enter } −{ $leave }
rulebook-effect-same-due-days = the days to contact clients stay as they are
rulebook-effect-due-come = { $count ->
    [one] { $count } client gets a day to be contacted by
   *[other] { $count } clients get a day to be contacted by
}
rulebook-effect-due-leave = { $count ->
    [one] { $count } client has such a day no more
   *[other] { $count } clients have such a day no more
}
rulebook-effect-due-moved = { $count ->
    [one] the day to contact { $count } client moves
   *[other] the day to contact { $count } clients moves
}
rulebook-effect-due-come-late = { $count ->
    [one] { $count } becomes late
   *[other] { $count } become late
}
rulebook-effect-due-no-longer-late = { $count ->
    [one] { $count } is late no more
   *[other] { $count } are late no more
}
rulebook-effect-due-when = reckoned within a minute
rulebook-effect-at-once = at once
rulebook-effect-new-deals = for new deals; those there are keep their currency
rulebook-effect-new-offers = { $count ->
    [0] for new offers
    [one] for new offers and new dates; { $count } unanswered offer keeps its own
   *[other] for new offers and new dates; { $count } unanswered offers keep their own
}
rulebook-effect-open-offers = { $count ->
    [0] from the next offer on
    [one] at once, and for { $count } unanswered offer
   *[other] at once, and for { $count } unanswered offers
}
rulebook-effect-new-tasks = { $count ->
    [0] for new tasks
    [one] for new tasks and new deadlines; { $count } open task stays as it is
   *[other] for new tasks and new deadlines; { $count } open tasks stay as they are
}
rulebook-effect-new-briefs = for new briefs; those begun will ask which template to take
rulebook-effect-new-projects = for new projects
rulebook-effect-new-requests = { $count ->
    [0] for new requests
    [one] for new requests; { $count } open one keeps its limit
   *[other] for new requests; { $count } open ones keep their limits
}
rulebook-effect-new-visits = { $count ->
    [0] for new visits
    [one] for new visits; { $count } that is booked stays
   *[other] for new visits; { $count } that are booked stay
}
rulebook-effect-new-invitations = for new invitations
rulebook-effect-new-dates = for new dates; those set before do not move
rulebook-effect-next-asking = for new requests for a later day
rulebook-effect-next-contacts = after the next contacts
rulebook-effect-next-cycle = { $count ->
    [0] from the next cycle of calls on
    [one] from the next cycle of calls on; { $count } that runs ends as it began
   *[other] from the next cycle of calls on; { $count } that run end as they began
}
rulebook-effect-next-plan = from the next working day's plan of calls on
rulebook-effect-next-morning = from the next morning on
rulebook-effect-next-sweep = at the next check, within five minutes
rulebook-effect-next-digest = from the next digest on
rulebook-effect-digest-of-role = { $count ->
    [one] from the next digest on, for { $count } person; who chose an hour keeps it
   *[other] from the next digest on, for { $count } people; who chose an hour keeps it
}
rulebook-effect-everybody = { $count ->
    [one] at once, for { $count } colleague
   *[other] at once, for { $count } colleagues
}
rulebook-effect-figures = for figures of open periods; closed ones do not change
rulebook-effect-bonus = { $count ->
    [0] from the next reckoning on; it concerns nobody now
    [one] for { $count } person, for open periods; closed ones do not change
   *[other] for { $count } people, for open periods; closed ones do not change
}

rulebook-return-proposal = { $count ->
    [one] ↩️ <b>Return to version { $version }: { $count } rule changes</b>
   *[other] ↩️ <b>Return to version { $version }: { $count } rules change</b>
}
rulebook-versions-button = 🕓 Versions
rulebook-versions = 🕓 <b>Versions of the rulebook</b>
rulebook-version-line = <b>{ $version }</b> · { $moment } · { $whence }
rulebook-as-shipped = as shipped
rulebook-returned-by = { $name }, back to version { $version }
rulebook-version-in-force = In force since { $moment }, { $whence }.
rulebook-version-before = Since { $moment }, { $whence }. Another one is in force now.
rulebook-version-against = Against version { $version }:
rulebook-file-button = 📄 File
rulebook-return-button = ↩️ Return
rulebook-back-to-versions = « Versions
rulebook-version-file = 📄 Rulebook, version { $version }
rulebook-notice = 📘 <b>The rulebook changed: version { $version }</b>
rulebook-notice-rules = What concerns you: /rules
