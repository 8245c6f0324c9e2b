# Visits: free times, booking, the card, the result, a client's address.
timeline-visit-booked = 📍 Visit booked for { $at }, { $visitor } goes
timeline-visit-moved = 📍 Visit moved from { $was } to { $at }, { $visitor } goes
timeline-visit-cancelled = 📍 Visit of { $at } cancelled
timeline-address-noted = 🏠 Client's address noted

visit-slots-title = 📍 <b>Visit: { $client }</b>
visit-slots-moved-title = 📍 <b>Moving the visit: { $client }</b>
visit-slots-visitor = Who goes: { $name }
visit-slots-was = Booked now: { $when }
visit-slots-days = Free days, with the number of free times:
visit-slots-none = There is no free time in the coming days. Choose who else could go.
visit-slots-day = When does it begin { $day }? A visit takes { $span }.
visit-slots-day-none = No free time is left on this day ({ $day }).
visit-slots-zones = Times are where the visitor is; yours are in brackets.
visit-day-button = { $day } · { $count }
visit-time-button = { $time }
visit-time-both-button = { $time } ({ $own })
visit-other-visitor-button = 👥 Somebody else
visit-days-button = « Days
visit-client-back-button = « Client
visit-back-button = « Visit
visit-visitors-title = 👥 <b>Who goes?</b>
visit-visitor-button = { $name }
visit-visitor-pair-button = 🤝 { $name }
visit-visitor-away-button = 🌴 { $name }, away until { $until }
visit-booked-answer = Visit booked

visit-title = 📍 <b>Visit: { $client }</b>
visit-booked-title = 📍 <b>A visit was booked for you: { $client }</b>
visit-moved-title = 📍 <b>Visit moved: { $client }</b>
visit-cancelled-title = ✖️ <b>Visit cancelled: { $client }</b>
visit-soon-title = ⏰ <b>Visit soon: { $client }</b>
visit-today-title = ⏰ <b>Visit today: { $client }</b>
visit-report-title = ❓ <b>How was the visit: { $client }</b>
visit-unreported-title = ❗ <b>No result of the visit: { $client }</b>
visit-held-title = ✅ <b>Visit held: { $client }</b>
visit-no-show-title = 🚪 <b>Visit not held: { $client }</b>
visit-to-move-title = ⚠️ <b>The visit needs another time: { $client }</b>
visit-when = 🗓 { $day }, { $from }–{ $to }
visit-when-own = 🗓 { $day }, { $from }–{ $to } ({ $ownFrom }–{ $ownTo } for you)
visit-to-move = The visitor has no time then. Move the visit, and tell the client.
visit-who = Who goes: { $visitor }, booked by { $booker }
visit-seen = 👁 The visitor has seen it
visit-unseen = The visitor has not confirmed it yet
visit-address = 🏠 { $address }
visit-place-known = 🏠 The address is on the map
visit-no-address = 🏠 No address yet
visit-contact = 👤 { $name }
visit-phone = 📞 { $phone }
visit-agreed = 🤝 { $words }
visit-reason = Reason: { $reason }
visit-moved-reason = Why it was moved: { $reason }
visit-settled = Noted by { $name }, { $at }
visit-words = 💬 { $words }
visit-distance = 📌 { $distance } from the address
visit-place = 📌 The place is noted, the address is not on the map
visit-history = Last contacts:
visit-history-line = { $kind }, { $day }
visit-history-words = { $kind }, { $day }: { $words }
visit-step-planned = ➡️ The next step is in the deal
visit-step-draft = ➡️ The next step is kept as a draft of a task
distance-metres = { $metres } m
distance-kilometres = { $kilometres } km

visit-see-button = 👁 Seen
visit-file-button = 📅 To calendar
visit-map-button = 🗺 On the map
visit-agreed-button = 🤝 What was agreed
visit-move-button = 🔁 Move
visit-cancel-button = ✖️ Cancel
visit-again-button = 🔁 Book again
visit-held-button = ✅ Held
visit-no-show-button = 🚪 Not held
visit-contact-button = 💬 Contact
visit-draft-button = 📝 Draft
visits-list-button = 📍 All visits
client-visit-button = 📍 Visit
client-place = 🏠 { $address }
client-place-known = 🏠 The address is on the map
client-next-visit = 📍 Visit { $when }, { $visitor } goes
client-place-visit = 🏠 { $address } · 📍 visit { $when }, { $visitor } goes
client-address-button = 🏠 Address
client-place-here-button = 🏠 This is the address

question-visit-agreed = What was agreed? Write it: whoever goes will see it.
question-visit-move = Why is it moved?
question-visit-cancel = Why is it cancelled?
visit-reason-client-button = The client asked
visit-reason-busy-button = No time
visit-reason-ill-button = Fell ill
address-question =
    🏠 <b>{ $name }</b>

    Write the address, or send your location if you are at the client's now.

visit-report =
    { $title }

    Write how it was, send photos and your location. Then tap “Save”.

    { $filled }
visit-report-words = 💬 { $words }
visit-report-files = 📎 Files: { $count }
visit-report-spot = 📌 The place is noted
visit-report-step = ➡️ { $words }, { $when }
visit-report-save-button = Save
visit-report-step-button = ➡️ Next step
visit-step-question = What is next, and when? For example: “send the offer tomorrow at 10”.
visit-step-default = Contact the client

visits-ahead-title = 📍 <b>My visits: { $count }</b>
visits-past-title = 📍 <b>My past visits: { $count }</b>
visits-team-ahead-title = 📍 <b>The team's visits: { $count }</b>
visits-team-past-title = 📍 <b>The team's past visits: { $count }</b>
visits-none = Nothing yet. A visit is booked from a client's card.
visits-line = { $client } · { $when }
visits-line-of = { $client } · { $when } · { $visitor }
visits-ahead-button = Ahead
visits-past-button = Past
visits-mine-button = Mine
visits-team-button = Team
visit-mark-booked = 📍
visit-mark-to-move = ⚠️
visit-mark-held = ✅
visit-mark-no-show = 🚪
visit-mark-cancelled = ✖️

day-visit-to-move = <b>⚠️ Visits without a time: { $count }</b>
day-visit-report = <b>❓ Visits without a result: { $count }</b>
day-visit-today = <b>📍 Visits today: { $count }</b>
day-visit-tomorrow = <b>📍 Visits tomorrow: { $count }</b>

visit-calendar-summary = Visit: { $client }
visit-calendar-caption = The visit for your phone's calendar. Open the file to add it.
visit-calendar-phone = Phone: { $phone }
visit-calendar-contact = Contact: { $name }
visit-calendar-booker = Booked by: { $name }

absence-visits = { $count ->
    [one] ⚠️ { $count } visit is booked for these days
   *[other] ⚠️ { $count } visits are booked for these days
}. Decide about them once the absence is saved.
absence-visits-button = 📍 Visits of these days: { $count }
clashes-title = 📍 <b>{ $name }: visits on days away</b>
clashes-hint = Give them to the deputy ({ $deputy }), or open each to move or cancel it.
clashes-none = No visits are left on these days.
clashes-give-button = Give to the deputy
clashes-given = Given: { $count }. The deputy has no time for what is left.

help-visits = /visits — visits to clients: ahead and past
merge-moves-visits = { $count ->
    [one] { $count } visit
   *[other] { $count } visits
}
command-visits = Visits: ahead and past
rulebook-field-visits = visits
rulebook-field-visit-minutes = minutes of a visit
rulebook-field-buffer-minutes = minutes of travel
rulebook-field-step-minutes = minutes between beginnings
rulebook-field-days-ahead = days ahead
rulebook-field-remind-minutes-before = minutes to remind before
rulebook-field-report-again-working-hours = asked again after
rulebook-field-report-to-head-working-hours = the head is told after

error-slot-refused = It cannot be booked for then. Choose another time.
error-slot-taken = That time was just taken. Choose another free one.
error-slot-past = That time is over. Choose another one.
error-slot-too-far = That is too far: at most { $days } days ahead. Choose a nearer day.
error-slot-outside-hours = { $name } does not work then. Choose a free time.
error-visitor-away = { $name } is away on that day. Choose another day, or somebody else.
error-visitor-elsewhere = { $name } is not of your pair or team. Choose somebody else.
error-visit-of-others = { $name } goes there: they decide, whoever booked it, or a head.
error-visit-not-begun = The visit begins { $moment }: say afterwards what came of it. If it is not needed, cancel it.
error-visit-over = This visit is closed already. Here is what came of it.
error-visit-changed = The visit has changed since. Here is how it stands.
error-no-clashes = No visits are left on the days away: nothing to decide.
