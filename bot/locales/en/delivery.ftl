# What the ledger's sender adds to the texts of others.
delivery-repeat = 🔁 You may have seen this already: the connection broke.
delivery-moved = ⬇️ Updated: see below.
delivery-settled = This is settled already.
delivery-summary-title = 📬 { $count ->
    [one] { $count } message for you
   *[other] { $count } messages for you
}
delivery-digest-held = 📬 Also since then
delivery-person-unreachable = 🔕 { $name } gets no messages
    They stopped the bot in Telegram. Ask them to open the chat with the bot and press Start.
