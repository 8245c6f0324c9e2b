# What the ledger's sender adds to the texts of others.
delivery-repeat = 🔁 Возможно, это уже приходило: связь прервалась.
delivery-moved = ⬇️ Обновлено: смотрите ниже.
delivery-settled = Здесь уже всё решено.
delivery-summary-title = 📬 Для вас { $count ->
    [one] { $count } сообщение
    [few] { $count } сообщения
   *[many] { $count } сообщений
}
delivery-digest-held = 📬 И ещё накопилось
delivery-person-unreachable = 🔕 { $name } не получает сообщений
    Человек остановил бота в Telegram. Попросите открыть чат с ботом и нажать «Запустить».
