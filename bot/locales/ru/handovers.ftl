# Передача дел: уход человека, передача клиентов и сделок, роли и руководители.

timeline-client-handed-over = 🔁 Клиент передан: { $was } → { $now }
timeline-deal-handed-over = 🔁 Сделка передана: { $was } → { $now }
timeline-task-handed-over = 🔁 Задача «{ $title }» передана: { $was } → { $now }
timeline-task-assigner-changed = 🔁 Задача «{ $title }»: постановщик { $was } → { $now }
