# Segments: chosen by hand or by the rules, and who entered or left one that is watched.
client-segment-pinned = Segment: { $segment } (by hand)
client-segment-by-hand = The segment was chosen by hand; the rules leave it.
client-segment-by-rules = The rules set the segment. One that you choose they leave.
client-segment-rules-button = ↩️ By the rules
segment-won-money = { $figure } won in { $months }
segment-won-deals = deals won: { $figure } in { $months }
segment-won-margin = margin { $figure } in { $months }
segment-region = region: { $name }
segment-sector = sector: { $name }
segment-too-little = { $words }, { $least } needed
segment-months = { $count ->
    [one] { $count } month
   *[other] { $count } months
}
segment-entered = ⭐ <b>{ $client }</b> is now { $segment }
segment-left = ⬇️ <b>{ $client }</b> is no longer { $segment }
segment-way = Segment: { $was } → { $now }
segment-because = Why: { $why }
segment-by-rules = Why: by the company's rules
segment-chosen-by = Chosen by hand: { $name }
segment-means-cadence = What it means: be in touch { $days ->
    [one] every { $days } day
   *[other] every { $days } days
} or more often.
segment-means-no-cadence = What it means: there is no date for the next contact.
segment-means-greetings = The manager congratulates in person.
segment-means-requests = Requests are answered within { $hours ->
    [one] { $hours } working hour
   *[other] { $hours } working hours
}.
segment-changes-button = ⭐ All changes
segment-changes-title = ⭐ <b>Changed segment in 7 days: { $count }</b>
segment-changes-none = ⭐ In 7 days nobody changed a watched segment.
segment-entered-button = ⭐ { $client } · { $segment } · { $on }
segment-left-button = ⬇️ { $client } · { $segment } · { $on }
timeline-segment-changed-why = ⭐ Segment: { $was } → { $segment } ({ $why })
timeline-segment-pinned = ⭐ Segment fixed by hand: { $segment }
timeline-segment-unpinned = ⭐ Segment by the rules again, was { $segment }
