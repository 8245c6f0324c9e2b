# Clients that may be one: found, told apart, merged, taken apart again.
timeline-clients-merged = 🔗 Объединён с клиентом «{ $name }»
timeline-merge-undone = ↩️ Объединение отменено: «{ $name }»
timeline-person-erased = 🧹 Личные данные удалены по просьбе
