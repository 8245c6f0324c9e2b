offer-title = 📄 <b>Offer for { $price }</b>
offer-title-number = 📄 <b>Offer No. { $number } for { $price }</b>
offer-client = Client: { $client }, { $phone }
offer-deal = Deal: { $title }
offer-sent = Sent: { $moment }
offer-follow-up = I will ask about the answer: { $moment }
offer-overdue-now = ❗ <b>No answer.</b> Time to ask the client: it is due now
offer-overdue = ❗ <b>No answer.</b> Time to ask the client: it was due { $silent } ago
offer-accepted = ✅ <b>Accepted</b>: { $moment }
offer-refused = ❌ <b>Refused</b>: { $moment }. Reason: { $reason }
offer-withdrawn = Withdrawn: { $moment }
offer-send-button = 📄 Send offer
offer-answer-button = 💬 Answer to offer
offer-choice-question = 💬 <b>{ $title }</b>: the answer to which offer?
offer-choice-button = 📄 { $offer }
offer-accept-button = ✅ Accepted
offer-refuse-button = ❌ Refused
offer-thinking-button = 🤔 Thinking
offer-no-answer-button = 📵 No answer
offer-snooze-button = ⏰ Later
offer-move-button = ▶️ Move to: { $stage }
offer-file-button = 📎 File
offer-card-button = 📄 Offer
offer-why-refused = Why was it refused?
offer-thinking-noted = 🤔 The client is thinking. I will ask again: { $moment }. Or choose another day:
offer-thinking-toast = Kept: the client is thinking. I will ask again: { $moment }
offer-no-answer-noted = Noted: nobody answered. I will remind you: { $moment }
offer-snoozed-toast = Put off until: { $moment }
in-working-days-button = { $count } work. d.
other-day-button = Another day
snooze-hour-button = An hour
snooze-tomorrow-button = Tomorrow
snooze-date-button = A date
offer-snooze-left = { $count ->
    [0] It was put off many times. From now on only with a reason.
    [one] Until when? You can put it off { $count } more time without a reason.
   *[other] Until when? You can put it off { $count } more times without a reason.
}
question-snooze-reason = It was put off many times. Say why it is put off once more.
question-snooze-day = Until which day? Write, for example: <code>25.11</code> or <code>Monday</code>.
question-again-day = When shall I ask again? Write, for example: <code>25.11</code> or <code>Monday</code>.
question-refusal-comment = Say in a few words why it was refused.
offer-amount-question = For how much is the offer? Write, for example: <code>120,000</code>.
offer-same-amount-button = { $amount }, as the deal
offer-number-question = What is the offer's number?
offer-file-question = Send the offer as a file or a photo.
offer-day-question = When shall I ask about the answer? Write, for example: <code>25.11</code> or <code>Monday</code>.
offer-review = 📄 <b>Offer for { $price }</b>
    Number: { $number }
    File: { $file }
    I will ask about the answer: { $day }
offer-has-file = attached
offer-sent-button = ✅ Offer sent
offer-number-button = Number
offer-attach-button = File
offer-day-button = Another day
silent-none = 🔕 Every offer has its answer. Nobody is silent.
silent-title = 🔕 <b>No answer: { $count ->
    [one] { $count } offer
   *[other] { $count } offers
} for { $money }</b>
silent-overdue = ❗ Overdue: { $count }
silent-line = { $number }. { $client } · { $price } · { $age } · { $owner }
silent-line-overdue = { $number }. ❗ { $client } · { $price } · { $age } · { $owner }
silent-line-button = { $number }. { $client }
offers-unwatched = ⚠️ <b>Fault: an offer without a reminder</b>
    Some sent offers have fallen out of the watch. Look through “No answer” and tell the developers: the numbers are in the bot's log.
offer-lose-button = ✖️ Close the deal as lost
offer-overdue-others = ❗ <b>No answer.</b> The client's answer is not recorded, it was due { $silent } ago
offer-other-day-button = 🗓 Ask on another day
