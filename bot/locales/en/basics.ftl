# Words that every noun uses.
day-today = today
day-tomorrow = tomorrow
day-yesterday = yesterday
weekday-0 = Mon
weekday-1 = Tue
weekday-2 = Wed
weekday-3 = Thu
weekday-4 = Fri
weekday-5 = Sat
weekday-6 = Sun
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
month-name-1 = January
month-name-2 = February
month-name-3 = March
month-name-4 = April
month-name-5 = May
month-name-6 = June
month-name-7 = July
month-name-8 = August
month-name-9 = September
month-name-10 = October
month-name-11 = November
month-name-12 = December
span-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
span-hours = { $count } h
span-minutes = { $count } min
list-button = « List
task-back-button = « Task
back-button = « Back
cancel-button = Cancel
skip-button = Skip
next-page-button = Next »
previous-page-button = « Earlier
page-number = Page { $page } of { $pages }
cancelled = Cancelled. Nothing has changed.
stranger = Hello! This is a company's work bot. You can join by a personal invitation only.
form-dropped = The form is closed; what was entered is not kept.
form-draft-kept = The draft “{ $title }” is kept.
form-draft-button = 📝 Draft
form-outdated = This form is closed already. Start again from the card.
button-outdated = This button is out of date. Open what you need from the menu.
not-understood = I did not understand. Write a client's name or phone and I will find it, or pick a command.
unknown-command = There is no command /{ $typed }. All commands: /help
unknown-command-like = There is no command /{ $typed }. Did you mean /{ $meant }? All commands: /help
only-in-private = I speak of clients and deals in the private chat only.
private-chat-button = Open the private chat
broken = Something broke on our side. Nothing is lost: try again in a minute.
too-slow = That did not work now: it took too long. Nothing has changed, try again.
error-too-often = { $what ->
    [search] That is too many searches in a row.
    [typed_search] That is too many searches in a row.
   *[file] That is too many files in a row.
} Try again in { $minutes ->
    [one] { $minutes } minute.
   *[other] { $minutes } minutes.
}
too-fast = That is too much at once: I have not read this. { $seconds ->
    [one] Send it again in { $seconds } second.
   *[other] Send it again in { $seconds } seconds.
}
comment-kept = 📝 Kept in the history.
