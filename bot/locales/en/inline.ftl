# Clients found from any chat.
inline-line = { $owner }, { $branch } · open deals: { $deals }
inline-line-of-contact = { $contact } · { $about }
inline-recent = Recent
inline-posted = 👤 Client card
inline-open-button = Open the card
inline-none-found = No such client found. Open the private chat
inline-prompt = Type a client's name or phone number
