# Contacts that are due with clients under a cadence.
cadence-title-due = 📞 <b>{ $client }</b>: time to get in touch
cadence-title-late = ❗ <b>{ $client }</b>: contact overdue
cadence-gone = ⏱ <b>{ $client }</b>: no longer watched. Its segment is another.
cadence-title-later = ⏱ <b>{ $client }</b>: next contact
cadence-segment = Segment: { $segment }, { $every } ({ $kinds })
cadence-every = { $count ->
    [one] every day
   *[other] every { $count } days
}
cadence-kind-call = call
cadence-kind-meeting = meeting
cadence-kind-visit = visit
cadence-kind-message = message
cadence-kind-email = e-mail
cadence-until = by { $day }
cadence-due = Get in touch: { $until }
cadence-due-moved = Get in touch: { $until } (move approved)
cadence-late = ❗ Late by { $late }: it was due { $day }
cadence-planned = 🗓 I will remind you on your day: { $day }
cadence-retry = 📵 No answer. I will remind you: { $moment }
cadence-phone = 📞 { $phone }
cadence-money = At stake: { $money }
cadence-owner = Responsible: { $name }
cadence-instead-of = In place of: { $name } (away)
cadence-move-waits = ⏳ Asked to move to { $day }: { $reason }. To decide: { $name }
cadence-last-title = <b>Last contacts</b>
cadence-last = { $kind } · { $day } · { $name }
cadence-last-words = { $kind } · { $day } · { $name }: { $words }
cadence-never = No contacts yet.
cadence-reasons-title = <b>What to talk about</b>
cadence-reasons-more = And more: { $count }
cadence-reason-offer = 📄 Offer of { $price } without an answer
cadence-reason-request = 📨 Request: { $words }
cadence-reason-date = 🎂 { $words }
cadence-reason-contract = 📑 Contract “{ $title }”: { $day }
cadence-reason-product = 🧩 Propose: { $product }
cadence-reason-offer-button = 📄 Offer of { $price }
cadence-reason-request-button = 📨 Request
cadence-reason-product-button = 🧩 { $product }
cadence-reason-contract-button = 📑 { $title }
cadence-courtesy = 💬 No special reason: a courtesy call
    { $words }
cadence-courtesy-alone = 💬 No special reason: call to ask how things are and whether all is well.
cadence-done-call-button = 📞 Called
cadence-done-meeting-button = 🤝 Met
cadence-done-visit-button = 🚗 Visited
cadence-done-message-button = 💬 Wrote
cadence-done-email-button = ✉️ E-mailed
cadence-no-answer-button = 📵 No answer
cadence-move-button = 🗓 Move
cadence-later-button = Later…
cadence-asked-button = ⏳ Request
cadence-card-button = 📞 Contact
cadence-remind-button = 🔔 Remind
cadence-hand-over-button = 🔁 Hand over
cadence-step-button = 👣 Next step
cadence-logged = ✅ Contact logged. The next one: { $until }
cadence-logged-alone = ✅ Contact logged.
cadence-will-remind = I will remind you: { $moment }
cadence-reminded = Reminded: { $name }
cadence-move-question = 🗓 <b>{ $client }</b>: move to which day?
    The last day: { $limit }. Later needs a head's approval.
cadence-move-none = 🗓 <b>{ $client }</b>: there is no other working day in time.
    The last day: { $limit }. Later needs a head's approval.
cadence-move-late = 🗓 <b>{ $client }</b>: the last day has passed ({ $limit }).
    Another day needs a head's approval.
question-cadence-day = Move to which day? For example: <code>25.11</code> or <code>Monday</code>.
question-cadence-reason = Why later? Your head will see the reason.
question-move-decline = Why not? Whoever asked will see the reason.
move-title = 🗓 <b>Move the contact?</b>
move-title-over = 🗓 <b>Moving a contact</b>
move-who = { $client } · { $segment } · { $name }
move-present = Now: { $until }
move-former = Was due: { $until }
move-late = Now: late by { $late }
move-asked = Asked for: { $until }
move-reason = Why: { $reason }
move-until = Decide by: { $moment }
move-decides = ⏳ To decide: { $name }, by: { $moment }
move-agreed = ✅ Move approved: { $name }, { $moment }
move-declined = ❌ Move declined: { $name }, { $moment }. Reason: { $reason }
move-expired = ⌛ Nobody decided in time: the day stays.
move-needless = No longer needed: the client was reached, or is not watched any more.
move-agree-button = ✅ Approve
move-decline-button = ❌ Decline
move-agreed-toast = Approved.
day-cadence-overdue = <b>❗ Contacts overdue: { $count }</b>
day-cadence-due = <b>📞 Clients to get in touch with: { $count }</b>
day-cadence-move = <b>🗓 Moves of contacts to approve: { $count }</b>
day-cadences-late = ❗ VIPs without contact: { $count }
day-cadences-late-money = ❗ VIPs without contact: { $count }, { $money }
day-cadences-late-button = ❗ VIPs without contact
day-cadences-button = ⏱ All contacts
client-next-contact = ⏱ Next contact: { $until }
client-next-contact-late = ❗ Next contact: late by { $late }
client-next-contact-button = ⏱ Get in touch
cadences-title-mine = ⏱ <b>My watched clients: { $count }</b>
cadences-title-team = ⏱ <b>Watched clients of the team: { $count }</b>
cadences-title-all = ⏱ <b>Watched clients: { $count }</b>
cadences-title-late = ❗ <b>VIPs without contact: { $count }</b>
cadences-open-button = ⏱ Watched clients
cadences-none = ⏱ No watched clients here.
cadences-none-late = ✅ Everybody was reached in time.
cadences-line = { $number }. { $words }
cadences-line-button = { $number }. { $client }
cadences-mine-button = Mine
cadences-team-button = Team
cadences-all-button = All
cadences-late-button = ❗ No contact
cadence-line-late = ❗ { $late }
cadences-unwatched = ⚠️ <b>Fault: clients without a due day</b>
    Some clients are not watched any more. Look at /vip and tell the developers: the numbers are in the bot's log.
command-vip = Watched clients
help-vip = /vip — whom to get in touch with, and when
error-no-cadence = The client is no longer watched: its segment is another. Here is its card.
error-cadence-changed = { $name ->
    [None] The card has changed. Look again and tap once more.
   *[other] It has changed. Last contact: { $name }, { $at }. Here is how it stands.
}
error-contact-not-counted = Such a contact does not count here. Tap what the card offers.
error-day-passed = This day is not ahead: { $day }. Type a day after today.
error-day-is-off = Nobody works then: { $day }. Type a working day.
error-day-past-limit = The last day is { $limit }. Use “Later…” to ask a head for more.
error-day-within-limit = This is not after the last day ({ $limit }): nobody need be asked. Choose the day with “Move”.
error-day-too-far = Too far ahead: { $limit } is the latest.
error-move-asked = A move to { $until } was asked for already. { $name } is to decide.
error-nobody-to-ask = Nobody stands above you to approve it. Get in touch with the client in time.
error-move-not-yours = { $name } is to decide. Nobody approves their own request.
error-move-decided = { $status ->
    [agreed] Approved already: { $name }.
    [declined] Declined already: { $name }.
    [expired] The time to decide is over: the day stays.
   *[other] No longer needed: the client was reached, or is not watched any more.
}
error-not-their-cadence-head = Only a head of who answers for the client can remind them.

timeline-cadence-moved = 🗓 Contact due by { $until } instead, asked for by { $asked }
