# The card of a project
project-title = 📁 <b>{ $name }</b>
project-goals = 🎯 { $goals }
project-leader = Leader: { $name }
project-dates = Dates: { $first } — { $last }
project-dates-late = Dates: { $first } — { $last } (planned: { $planned })
project-progress = Done: { $done } of { $all }
project-progress-late = Done: { $done } of { $all }, overdue: { $overdue }
project-no-tasks = No tasks yet. Add the first one.
project-missing = ⚠️ Nobody for: { $roles }
project-milestones = 🏁 <b>Next milestones</b>
project-next-tasks = ⏭ <b>Next tasks</b>
project-milestone = • { $title } — { $day }, { $name }
project-to-accept = ✅ All tasks are over. Check the result and accept the project.
project-waits-for-leader = ✅ All tasks are over. { $name } will accept the project.
project-is-accepted = ✅ The project is accepted and closed.
project-is-cancelled = ✖️ The project is cancelled.
project-accept-button = ✅ Accept project
project-tasks-button = 📋 Tasks
project-team-button = 👥 Team
project-new-task-button = ➕ Task
project-waits-button = 🔗 Dependencies
project-edit-button = ✏️ Change
project-list-button = 📁 Projects
project-back-button = « Project
project-button = 📁 Project
project-name-button = Name
project-goals-button = Goals
project-cancel-button = ✖️ Cancel project
project-cancel-question = Cancel the project <b>{ $name }</b>? It has no open tasks.
project-cancel-tasks-question = Cancel the project <b>{ $name }</b>? It has { $count ->
        [one] { $count } open task
       *[other] { $count } open tasks
    }. They can be cancelled with it or left to those who have them. What is done stays in any case.
project-cancel-yes-button = Cancel project
project-cancel-with-tasks-button = With its tasks
project-cancel-keep-tasks-button = Keep the tasks

# Notices
project-told-started = 📁 You are in the team of <b>{ $name }</b>
project-told-done = 🏁 Project <b>{ $name }</b>: all tasks are over
project-told-accepted = ✅ The project <b>{ $name }</b> is accepted. Thank you for the work!
project-told-cancelled = ✖️ The project <b>{ $name }</b> is cancelled

# The list of projects
projects-title = 📁 <b>{ $which ->
        [team] Projects of my team
        [over] Projects that are over
       *[mine] My projects
    }</b>: { $count }
projects-empty = { $which ->
        [team] Your people lead no projects now.
        [over] No project is over yet.
       *[mine] You take part in no project. Begin one: there are templates.
    }
projects-line = • { $name } — { $leader }; { $done } of { $all } done, until { $day }
projects-line-late = • { $name } — { $leader }; { $done } of { $all } done, ❗ { $overdue } overdue, until { $day }
projects-line-finished = • { $name } — { $leader }; ✅ to be accepted
projects-line-over = • { $name } — { $state ->
        [accepted] accepted
       *[cancelled] cancelled
    }
projects-mine-chip = Mine
projects-team-chip = Team
projects-over-chip = Over
projects-chip = { $name }
projects-chosen-chip = ✅ { $name }
project-line-button = { $name }
project-new-button = ➕ New project

# Tasks, team, dependencies
project-tasks-title = 📋 <b>{ $name }</b>: { $done } of { $all } done
project-tasks-none = No tasks yet.
project-task-line = { $number }. { $mark } { $title } · { $name } · by { $day }
project-team-title = 👥 <b>{ $name }</b>
project-member = • { $about }: { $name }
project-member-alone = • { $name }
project-member-left = • { $about }: { $name } — has left
project-member-left-alone = • { $name } — has left
project-team-missing = ⚠️ { $role }: nobody
project-team-more = … and { $count } more
project-team-add-button = ➕ Somebody else
project-role-button = { $role }: { $name }
project-nobody = nobody
project-waiting-question = 🔗 <b>{ $name }</b>. Which task waits for another?
project-awaited-question = 🔗 “{ $title }” begins after… Tick what it waits for; a second tap takes the tick away.
project-awaited = { $title }
project-awaited-on-button = ✅ { $title }
question-project-name = What is the project called now?
question-project-goals = What are the goals of the project? Write them in one message.
question-project-task = Which task shall be added? Write one line, for example: “prepare the budget by Friday 4h @petrov”.
question-project-member = Who comes in?

# On the card of a task
task-project = 📁 Project: { $name }
task-waits-for = ⏳ Waits for: { $titles }
task-start-anyway-question = ⏳ Waits for: { $titles }. Begin anyway?
task-start-anyway-button = ▶️ Begin
task-finish-anyway-question = ⏳ Waits for: { $titles }. Finish anyway?
task-finish-anyway-button = 🏁 Done

# A new project
project-template-question = 📁 What shall we begin with? From a template the bot makes the plan, proposes people and shows what clashes.
project-empty-button = Empty project
project-name-question = What is the project called? Write the name.
project-goals-question = What is the project for? Write its goals.
project-goals-proposed = The template says: { $goals }
project-goals-keep-button = As in the template
project-goals-skip-button = No goals
project-anchor-question = From which day is the plan counted?
project-anchor-start-button = From the first day
project-anchor-fixed-button = From the day of the event
project-anchor-end-button = From the last day
project-first-day-question = When do we begin? Write the day, for example: Monday or 12.01. From a day off the plan moves to a working day.
project-fixed-day-question = On which day is the event (the opening, the first lesson)? Write the day, for example: 20 April. The rest is counted back and on from it.
project-last-day-question = By which day must all be ready? Write the day, for example: 25 December.
project-new-team = 👥 <b>Team</b>. Tap a role to change the person.
project-new-role = • { $role }: { $name }
project-new-role-missing = • ⚠️ { $role }: nobody
project-new-missing-hint = Tasks of roles without anybody go to the project's leader.
project-person-question = Who takes this role? Choose, or write a part of the name.
project-plan-button = Next: the plan »
project-new-plan = 📁 <b>{ $name }</b>
    Dates: { $first } — { $last }, { $count ->
        [one] { $count } task
       *[other] { $count } tasks
    }
project-new-task = { $when } { $title } · { $name }
project-new-milestone = { $when } 🏁 { $title } · { $name }
project-new-more-tasks = … and { $count ->
        [one] { $count } more task
       *[other] { $count } more tasks
    }
project-new-fits = ✅ Everything fits.
project-new-clashes = ⚠️ <b>What does not fit</b>
project-clash-too-late = • Too little time: by the template work should have begun { $day }. Moved to today: { $count ->
        [one] { $count } task
       *[other] { $count } tasks
    }
project-clash-away = • { $name } is away { $first } — { $last }: “{ $title }”
project-clash-away-moved = • { $name } is away { $first } — { $last }: “{ $title }” will end { $moved }
project-clash-before = • “{ $title }” would end before “{ $before }”, which it waits for
project-clash-day-off = • “{ $title }” falls on a day off: { $day }, { $name }
project-clash-overloaded = • { $name }, week of { $day }: { $planned } of work in { $capacity } of time
project-new-more-clashes = … and { $count } more
project-create-button = ✅ Create
project-other-team-button = 👥 Team
project-other-day-button = 🗓 Another day

# Refusals
error-project-changed = The project has changed meanwhile. Here it is now.
error-project-over = The project is { $state ->
        [accepted] accepted
       *[cancelled] cancelled
    } already, nothing of it changes any more.
error-project-of-leader = That is for the project's leader to decide: { $name }.
error-project-unfinished = Too early to accept: { $count ->
        [one] { $count } task is
       *[other] { $count } tasks are
    } not over. Finish or cancel them.
error-project-empty = The project has no tasks, there is nothing to accept. Add a task or cancel the project.
error-project-day-passed = That day has passed: { $day }. Name a day to come.
error-project-day-too-far = Too far away: the day must be within { $limit_days } days.
error-template-gone = The rulebook has no such template any more. Begin the project anew.
error-task-of-other-project = These tasks are of different projects. Choose tasks of one project.
error-dependency-ring = That makes a ring: “{ $title }” waits for this task itself. Choose another.
