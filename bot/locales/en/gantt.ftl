gantt-button = 📊 Gantt
gantt-sheet-button = 📗 Excel
gantt-pages-button = 🖨 PDF
gantt-title = 📊 <b>{ $name }</b>
gantt-empty = The project has no tasks yet: there is nothing to draw.
gantt-too-many = Too much for a picture: { $count } tasks, and up to { $most } are readable. So here is the plan as a PDF.
gantt-progress = Done: { $done } of { $all }
gantt-ends = Ends: { $day }
gantt-ended = Ended: { $day }
gantt-ends-late = Ends: { $day }, { $count ->
        [one] { $count } working day
       *[other] { $count } working days
    } later than planned ({ $planned })
gantt-event-day = 🏁 Event: { $day }
gantt-event-missed = 🏁 Event { $day }: { $count ->
        [one] { $count } task
       *[other] { $count } tasks
    } will not make it, { $days ->
        [one] { $days } working day is
       *[other] { $days } working days are
    } missing: { $titles }
gantt-event-missed-more = 🏁 Event { $day }: { $count ->
        [one] { $count } task
       *[other] { $count } tasks
    } will not make it, { $days ->
        [one] { $days } working day is
       *[other] { $days } working days are
    } missing: { $titles } and { $rest } more
gantt-missed = “{ $title }”
gantt-event = event
gantt-later = { $count ->
        [one] { $count } working day
       *[other] { $count } working days
    } behind the plan
gantt-delays-title = ⏰ <b>What is late</b>
gantt-delay = • “{ $title }”, { $name }: by { $count ->
        [one] { $count } working day
       *[other] { $count } working days
    }
gantt-delay-done = • “{ $title }”, { $name }: done { $count ->
        [one] { $count } working day
       *[other] { $count } working days
    } late
gantt-push = “{ $title }” → { $day }
gantt-pushes = ↳ pushes { $pushed }
gantt-pushes-more = ↳ pushes { $pushed } and { $count ->
        [one] { $count } more task
       *[other] { $count } more tasks
    }
gantt-more-delays = And { $count ->
        [one] { $count } more task
       *[other] { $count } more tasks
    }: all are in the Excel file
gantt-tight = ⚠️ The dates do not add up: tasks wait for each other and cannot keep to the plan. Move dates, or take away dependencies that are not needed.
gantt-done = done
gantt-going = in work
gantt-waiting = ahead
gantt-critical = critical
gantt-late = late
gantt-deadline = deadline
gantt-milestone = milestone
gantt-number = No.
gantt-task = Task
gantt-executor = Executor
gantt-department = Department
gantt-start = Start
gantt-end = End
gantt-dates = Dates
gantt-after = After
gantt-slack = Slack, working days
gantt-late-days = Late, working days
gantt-state = State
gantt-plan = Plan
gantt-dependencies = Dependencies
gantt-waits-for = Waits for
gantt-pages = Page { $page } of { $pages }
gantt-month-1 = Jan
gantt-month-2 = Feb
gantt-month-3 = Mar
gantt-month-4 = Apr
gantt-month-5 = May
gantt-month-6 = Jun
gantt-month-7 = Jul
gantt-month-8 = Aug
gantt-month-9 = Sep
gantt-month-10 = Oct
gantt-month-11 = Nov
gantt-month-12 = Dec
