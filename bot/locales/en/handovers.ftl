# Handing over: a person who leaves, clients and deals in other hands, roles and bosses.

timeline-client-handed-over = 🔁 Client handed over: { $was } → { $now }
timeline-deal-handed-over = 🔁 Deal handed over: { $was } → { $now }
timeline-task-handed-over = 🔁 Task “{ $title }” handed over: { $was } → { $now }
timeline-task-assigner-changed = 🔁 Task “{ $title }”: assigner { $was } → { $now }
