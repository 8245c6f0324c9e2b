# Clients: found, shown, created.
client-title = 👤 <b>{ $name }</b>
client-segment = Segment: { $segment }
client-owner = Owner: { $owner }, { $branch }
client-tax-number = Tax number: { $number }
client-phone = 📞 { $phone }
client-phone-of = 📞 { $phone } ({ $contact })
client-no-phone = 📞 No phone
client-more-phones = More phones: { $count }
phone-with-extension = { $number }, ext. { $extension }
client-contacts = Contacts: { $names }
client-contacts-more = Contacts: { $names } and { $count } more
client-deals = Deals: { $open } open, { $won } won
client-deals-worth = { $count } worth { $money }
client-last-event = Last: { $event }
client-new-deal-button = ➕ New deal
client-deals-button = 💼 Deals
client-note-button = 📝 Note
client-phone-button = 📞 Phone
client-edit-button = ✏️ Change
client-name-button = Name
client-tax-number-button = Tax number
client-email-button = ✉️ E-mail
client-no-tax-number-button = No tax number
client-contact-email-button = { $name } · { $email }
client-whose-email = ✉️ <b>{ $name }</b>
    Whose e-mail?
client-search-button = « Search
client-history-title = 🕓 <b>{ $name }</b>
client-history-empty = Nothing has happened yet.
client-changes = ✏️ <b>{ $name }</b>
    Choose a segment or change the name.
client-present-segment-button = ✅ { $name }
clients-found = 🔎 Found for “{ $wanted }”: { $count }
clients-none-found = 🔎 Nothing found. Create the client “{ $wanted }”?
clients-no-phone-found = 🔎 No client has the phone { $phone }. Create one?
clients-find-prompt = 🔎 Write the client's name or phone.
client-line-button = { $name } · { $beside }
client-new-button = ➕ New client
client-create-button = ➕ Create client
client-known-button = 👤 { $name }
client-of-another = a colleague's client
client-twin = • { $name } — { $owner }, { $branch }
client-twin-by-phone = • { $name } — { $owner }, { $branch } (same phone)
client-twin-by-email = • { $name } — { $owner }, { $branch } (same e-mail)
client-twin-by-tax-number = • { $name } — { $owner }, { $branch } (same tax number)
client-twins = ⚠️ This client may be there already:
    { $twins }
client-create-anyway-button = Create anyway
client-others-with = ⚠️ Another client has this { $sign ->
    [phone] phone
    [email] e-mail
   *[other] tax number
} already:
    { $twins }
client-add-anyway-button = Add anyway
client-name-question = What is the client called? One line will do: <code>Daisy, +7 999 123-45-67, Peter Ivanov</code>.
client-phone-question = What is the client's phone?
client-contact-question = Who is the person to talk to? Write the name.
contact-shared = 🙋 { $name }, { $phone }
contact-file-button = To an existing one
contact-client-question = To which client? Write its name or phone.
contact-clients-found = Found: { $count }. Choose a client or write it another way.
contact-clients-none = Nothing found for “{ $wanted }”. Write it another way.
question-client-note = Write a note about the client.
question-client-phone = Write the client's phone.
question-client-tax-number = Type the tax number of the client.
question-client-email = Type the e-mail address.
question-client-name = Write the client's new name.
error-name-missing = The name is empty. Write at least one letter or digit.
error-name-too-long = Too long: { $length } characters, at most { $limit } are allowed. Shorten it.
error-phone-unreadable = There is no such number. Write it with its code, for example: +7 912 345-67-89.
error-email-unreadable = This is no e-mail address. Type it like this: ivan@romashka.com.
error-tax-number-unreadable = { $country ->
    [RU] There is no such Russian tax number: it has 10 or 12 digits, the last ones check the rest. Look for a slip.
   *[other] There is no such tax number. It has 5 to 20 letters and digits.
}
error-client-has-twins = This client may be there already. Look it up by name or phone.
error-note-missing = There is nothing here. Write it in words.
error-note-too-long = Too long: { $length } characters, { $limit } are allowed. Shorten it.
error-search-outdated = This search is too old. Write the name or phone once more.
