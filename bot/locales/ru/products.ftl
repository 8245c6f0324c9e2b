# Products: the catalogue, what clients use, what to offer next.
timeline-product-used = 📦 Есть: { $name }
timeline-product-absent = 📦 Нет: { $name }
timeline-product-competitor = 📦 Берёт у конкурента: { $name }
timeline-product-not-needed = 📦 Не нужен: { $name }
