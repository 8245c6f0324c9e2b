# The discussion of a task: replies to its card, time, files.

# What they read who replied to a card
thread-comment-kept = 💬 Added to the discussion: <b>{ $title }</b>
thread-files-kept = 📎 Added to the discussion: <b>{ $title }</b>
thread-ended = The task is over, but everybody in it will read this.
thread-draft = The task is not given yet: only you see this for now.
thread-time-unread = No time was logged. Say how much: "spent 2h" or "+30 min".
thread-comment-changed = ✏️ Comment corrected.
thread-card-lost = This card is out of date. Open the task from /tasks and reply to its fresh card; your message is still here and can be forwarded.

# Time
thread-time-more = ⏱ Logged { $spent }: <b>{ $title }</b>
thread-time-less = ⏱ Taken off { $spent }: <b>{ $title }</b>
thread-time-undone = ↩️ Undone, { $spent } do not count: <b>{ $title }</b>
thread-time-restored = ↩️ Undone, { $spent } count again: <b>{ $title }</b>
thread-total = Spent in all: { $total }
thread-total-of = Spent in all: { $total } of { $estimate }
thread-total-over = Spent in all: { $total } of { $estimate }, { $over } over the estimate
thread-time-back-button = ↩️ Undo
thread-time-not-changed = Editing the message does not change logged time. Press "Undo" under the answer, or reply to the card with "-1h".

# A page of the discussion
thread-title = 💬 <b>{ $title }</b>
    { $first }–{ $last } of { $total }
thread-said = <b>{ $name }</b>, { $when }
thread-said-edited = <b>{ $name }</b>, { $when }, edited
thread-words = { $words }
thread-file = { $mark } { $name }
thread-file-numbered = { $mark } { $number } · { $name }
thread-event = <i>{ $when } · { $words }</i>
thread-event-by = <i>{ $when } · { $name }: { $words }</i>
thread-event-quoted = { $words } — “{ $quote }”
thread-hint = Reply to this message to add words or a file.
thread-more-button = 📖 { $number } more
thread-beginning-button = ⏮ Beginning
thread-end-button = Latest ⏭
thread-all-files-button = 📎 All files ({ $count })
thread-back-button = « Discussion
thread-file-button = 📎 File
thread-more-files-button = 📎 More files
thread-files-sent = 📎 Files { $first }–{ $last } of { $total }: <b>{ $title }</b>
thread-files-lost = { $count ->
    [one] Telegram no longer has { $count } file. Ask its author to send it again.
   *[other] Telegram no longer has { $count } files. Ask their authors to send them again.
}
thread-file-lost = Telegram no longer has this file. Ask its author to send it again.
thread-kind-photo = photo
thread-kind-document = file
thread-kind-voice = voice message
thread-kind-video = video
thread-kind-audio = audio
thread-kind-video-note = video message

# What happened, as a line of the discussion
thread-event-created = task created
thread-event-given = task given
thread-event-changed = task changed
thread-event-approval-asked = approval asked
thread-event-approved = approved
thread-event-approval-declined = not approved
thread-event-approval-expired = the time to approve is over
thread-event-accepted = accepted
thread-event-declined = declined
thread-event-started = work begun
thread-event-done = done
thread-event-result-accepted = result accepted
thread-event-returned = returned
thread-event-closed = closed { $mark }
thread-event-cancelled = task cancelled
thread-event-reassigned = { $name } does it now
thread-event-priority = priority: { $priority }
thread-event-estimated = estimate: { $estimate }
thread-event-moved = moved among the tasks
thread-event-joined-project = joined the project “{ $project }”
thread-event-assigner-changed = { $name } is the assigner now
thread-event-date-asked = a new date is asked for: { $at }
thread-event-date-moved = deadline moved: { $at }
thread-event-date-refused = the new date was refused
thread-event-objection = objection
thread-event-objection-answered = the objection was answered
thread-event-time = spent { $spent }
thread-event-time-less = taken off { $spent }
thread-event-series-stopped = repeats no more
thread-event-other = the task changed

# Notice
thread-news-words = { $name }: “{ $words }”
thread-news-file = { $name }: { $mark } { $file }
thread-news-file-words = { $name }: { $mark } { $file } — “{ $words }”
thread-news-more = { $count ->
    [one] And { $count } more message.
   *[other] And { $count } more messages.
}
thread-news-files = { $count ->
    [one] { $count } file opens from the discussion.
   *[other] { $count } files open from the discussion.
}

# Refusals
error-task-gone = You do not see this task any more, so nothing was added. Your message is still in the chat.
error-not-for-thread = A discussion takes text, photos, files, voice messages, video and audio. This message was not added.
error-time-too-short = You cannot take off that much: you have logged { $own_minutes } min, and { $minutes } min are to go.
