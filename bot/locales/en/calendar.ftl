calendar-name = Tasks — Naparnik
calendar-assigner = Given by: { $name }
calendar-client = Client: { $name }
calendar-estimate = Takes: { $span }
calendar-caption = 🗓 <b>Tasks for your calendar</b>: { $count ->
        [one] { $count } task
       *[other] { $count } tasks
    }.
    Open the file on your phone and add it to your calendar. When dates change, take the file again: /calendar. Entries are updated, not doubled.
calendar-empty = 🗓 Nothing to put into a calendar: you have no open tasks with a deadline.
calendar-tasks-button = 📋 Tasks
