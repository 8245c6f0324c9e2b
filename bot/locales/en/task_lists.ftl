# Lists of tasks, search, tasks of a deal and a client.
tasks-title = ☑️ <b>{ $whose ->
    [drafts] My drafts
    [given_by_me] Tasks from me
    [observed] Tasks I watch
    [team] Tasks of the team
    [any] All tasks
   *[mine] My tasks
}{ $stands ->
    [overdue] , overdue
    [waiting] , awaiting a decision
    [ended] , ended
   *[other] {""}
}: { $count }</b>
tasks-empty = { $stands ->
    [drafts] No drafts. Write what is to be done: <code>call Ivanov tomorrow at 3pm</code>.
    [overdue] Nothing is overdue. Well done!
    [waiting] Nobody waits for a decision.
    [ended] Nothing has ended yet.
   *[open] { $whose ->
        [given_by_me] You have given nobody a task. Write: <code>Petrov: prepare an offer by Friday</code>.
        [observed] You watch nothing yet. Tasks that you observe will stand here.
        [team] The team has no open tasks. Write: <code>Petrov: prepare an offer by Friday</code>.
       *[other] No tasks. Write what is to be done: <code>call Ivanov tomorrow at 3pm</code>.
    }
}
tasks-row = { $number }. { $words }
tasks-row-overdue = { $number }. ❗ { $words }
tasks-from = from { $name }
tasks-new = new
tasks-stopped = ⏸ objection
tasks-declined-mine = you declined
tasks-new-date-mine = you ask for another date
tasks-new-date = new date asked for
tasks-mine-chip = Mine
tasks-given-by-me-chip = From me
tasks-observed-chip = Watched
tasks-team-chip = Team
tasks-open-chip = Open
tasks-overdue-chip = Overdue
tasks-waiting-chip = Waiting
tasks-ended-chip = Ended
tasks-drafts-chip = Drafts
tasks-chosen-chip = ✅ { $name }
tasks-find-button = 🔎 Find
tasks-button = ☑️ Tasks
tasks-count-button = ☑️ Tasks: { $count }
tasks-found = 🔎 Tasks with “{ $wanted }”: { $count }
tasks-none-found = 🔎 No task with “{ $wanted }”. Try less: a part of a word will do.
tasks-linked = ☑️ <b>Tasks: { $count }</b>
tasks-linked-none = ☑️ No tasks here yet.
tasks-new-button = ➕ Task
question-task-about = What is to be done, and when? For example: <code>call tomorrow at 3pm</code>.
question-task-words = 🔎 Which words are in the task's title?
error-task-search-outdated = This search is outdated. Write the words again: /tasks and what to look for.
error-task-words-missing = There is nothing to look for. Write at least one letter or digit of the title.
error-task-title-missing = It does not say what is to be done. Write it in words, for example: call tomorrow at 3pm.
tasks-drop-drafts-button = 🗑 Delete all
tasks-drop-drafts-question = { $count ->
    [one] Delete { $count } draft? Tasks that were sent stay.
   *[other] Delete { $count } drafts? Tasks that were sent stay.
}
tasks-drop-drafts-sure-button = Yes, delete
tasks-drafts-dropped = Drafts deleted: { $count }
