# A task by a brief: templates, questions one by one, the look over them, answers on the task's card.
brief-list = 📋 <b>Task by a brief</b>
    Choose a template. I ask the questions one by one, so nothing is forgotten.
briefs-button = 📋 By a brief
brief-none = 📋 <b>There are no briefs yet.</b>
    An administrator adds them to the rulebook.

brief-question = 📋 { $brief } · { $number } of { $count }
    <b>{ $name }</b>
brief-hint = <i>{ $hint }</i>
brief-ask-text = Write the answer, up to 1000 characters.
brief-ask-date = Write the day, for example: tomorrow, Friday, 25.11.
brief-ask-choice = Choose one.
brief-ask-file = Send photos or files, up to 10. Then tap “Done”.
brief-number-between = Write a number from { $least } to { $most }.
brief-number-from = Write a number, at least { $least }.
brief-number-to = Write a number, at most { $most }.
brief-number-any = { $has_unit ->
    [yes] Write a number, { $unit }.
   *[no] Write a number.
}
brief-optional = You may skip it.
brief-answer-now = Now: { $answer }
brief-files = { $count ->
    [one] { $count } file
   *[other] { $count } files
}
brief-files-full = There is no room for more: the first { $limit } files are kept.
brief-today-button = Today
brief-tomorrow-button = Tomorrow
brief-keep-button = Keep it
brief-files-done-button = Done
brief-files-clear-button = Remove files

brief-review = 📋 <b>{ $brief }: check the brief</b>
brief-review-line = { $name }: <b>{ $answer }</b>
brief-executor = For: { $name }
brief-executor-none = For: nobody yet
brief-due = Deadline: { $deadline }
brief-estimate = Estimate: { $hours } h
brief-approval-first = 🙋 Their lead approves it first.
brief-template-changed = The template has changed since. This brief stays as you began it.
brief-review-hint = To change an answer, tap its name.
brief-executor-button = 👤 For whom
brief-due-button = 🗓 Deadline
brief-send-button = ✅ Give it
brief-save-button = ✅ Save
brief-executor-question = 👤 <b>Who is to do it?</b>
brief-due-question = 🗓 <b>By which day?</b>
    Write the day, for example: Friday, 25.11, in a week.

brief-of-task = Brief: { $name }
brief-open-button = 📋 Brief
brief-title = 📋 <b>Brief: { $name }</b>
brief-answer = <b>{ $name }</b>
    { $answer }
brief-change-button = ✏️ Change it
brief-photo-button = 🖼 Photo { $number }
brief-file-button = 📎 File { $number }
brief-document-button = 📎 { $name }
brief-file-caption = 📋 { $brief } · { $name }, { $number } of { $count }
brief-back-button = « Brief

error-answer-required = This question needs an answer: the task cannot be done without it.
error-answer-of-other-kind = { $kind ->
    [file] Photos or files are needed here. Send them or tap a button under the question.
    [choice] Choose with a button under the question.
    [number] A number is needed here. Write it in digits.
    [date] A day is needed here. Write, for example: tomorrow or 25.11.
   *[text] Words are needed here. Write the answer.
}
error-number-unreadable = This is no number I can read. Use digits, for example: 90 or 1.5.
error-number-too-small = Too small: at least { $limit } is needed. Write another number.
error-number-too-big = Too big: at most { $limit } is allowed. Write another number.
error-choice-unknown = There is no such choice. Use a button under the question.
error-brief-unfinished = Some answers are still missing: { $count }. Tap a question and answer it.
error-brief-without-executor = There is nobody to give it to. Tap “For whom” and choose a colleague.
