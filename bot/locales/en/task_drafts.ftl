# A task in one line: the draft, its fields, choosing a colleague.

# Choosing a colleague
task-colleague-button = { $name } · { $branch }
task-colleague-hint = Choose, or write a name or a @login.
task-colleague-nobody = I found no colleague “{ $wanted }”. Write it another way: a first or last name, or a @login.
