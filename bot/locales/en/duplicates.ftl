# Clients that may be one: found, told apart, merged, taken apart again.
timeline-clients-merged = 🔗 Merged with client “{ $name }”
timeline-merge-undone = ↩️ Merge undone: “{ $name }”
timeline-person-erased = 🧹 Personal data erased on request
command-duplicates = Possible duplicate clients
help-duplicates = /duplicates — clients that were entered twice
duplicates-button = 🔗 Duplicates
duplicates-none = 🔗 No similar clients.
duplicates-title = 🔗 <b>Possible duplicates: { $count }</b>
duplicates-line = { $number }. { $one } — { $other }: { $signs }
duplicates-of-another = somebody else’s client ({ $owner }, { $branch })
duplicates-pair-button = { $number }. { $one } — { $other }
duplicates-back-button = « To duplicates
duplicates-client-button = 👤 To the client
duplicates-of-title = 🔗 <b>{ $name }</b>: possible duplicates
duplicates-merged = Merged lately:
duplicates-merged-line = • { $name }, { $day }, { $person }
duplicate-title = 🔗 <b>Is this one client?</b>
duplicate-side = • { $name } — { $owner }, { $branch }
duplicate-why = Why: { $signs }. Alike by { $score } of 100.
duplicate-of-others = Whoever sees both can merge them: a common head or an administrator.
duplicate-settled = ✅ Settled: this pair will not come up again.
duplicate-sign-tax-number = same tax number
duplicate-sign-phone = same phone
duplicate-sign-email = same e-mail
duplicate-sign-name = similar name
tell-apart-button = ✖️ Not duplicates
merge-button = 🔗 Merge
merge-title = 🔗 <b>Merge?</b>
    “{ $survivor }” stays, and gets everything of “{ $loser }”.
merge-field = { $field }: <b>{ $kept }</b> (not { $left })
merge-field-name = Name
merge-field-owner = Owner
merge-field-segment = Segment
merge-field-sector = Sector
merge-field-region = Region
merge-field-address = Address
merge-point = a point on the map
merge-field-tax-number = Tax number
merge-switch-button = { $field }: { $value }
merge-swap-button = 🔄 Keep the other
merge-now-button = ✅ Merge
merge-moves = Goes over: { $what }.
merge-moves-nothing = There is nothing to go over.
merge-moves-contacts = { $count ->
    [one] { $count } contact
   *[other] { $count } contacts
    }
merge-moves-phones = { $count ->
    [one] { $count } phone
   *[other] { $count } phones
    }
merge-moves-deals = { $count ->
    [one] { $count } deal
   *[other] { $count } deals
    }
merge-moves-offers = { $count ->
    [one] { $count } offer
   *[other] { $count } offers
    }
merge-moves-tasks = { $count ->
    [one] { $count } task
   *[other] { $count } tasks
    }
merge-moves-interactions = { $count ->
    [one] { $count } call or meeting
   *[other] { $count } calls and meetings
    }
merge-moves-timeline = { $count ->
    [one] { $count } line of history
   *[other] { $count } lines of history
    }
merge-keeps = Phones, contacts and notes of both stay. You can undo this for { $days } days.
merge-done = ✅ This is one client now: “{ $name }”.
merge-undo-until = You can undo this until { $day }.
merge-undo-button = ↩️ Undo
merge-undo-of-button = ↩️ Undo: { $name }
merge-undone = ↩️ Two clients again.
    What came after the merge stays with the first.
merge-one-button = 👤 First
merge-other-button = 👤 Second
error-merged-into-itself = This is the same client. Choose another one.
error-already-merged = These clients are one already. Here is the card.
error-merge-not-allowed = Heads merge clients. Ask yours: they will see the pair in /duplicates.
error-merge-changed = The client was changed while you looked. Compare once more.
error-undo-too-late = A merge can be undone for { $days } days, and they are over. Enter the second client anew.
error-merged-further = This client was itself merged into “{ $name }”. Undo that merge first.
error-merge-is-final = Data of the client was erased on request, so the merge cannot be undone.
personal-data-button = 🧹 Personal data
personal-data-title = 🧹 <b>Personal data</b>
    Whose? A person’s at the client, or the client’s own where it is a private one.
personal-data-client-button = 👤 The client: { $name }
personal-data-of-contact = 🧹 <b>Personal data of a contact person</b>
    Export everything that is kept about them, or erase it for good.
personal-data-of-client = 🧹 <b>Personal data of a private client</b>
    With everybody at it. Deals and sums stay, names and phones do not.
personal-data-export-button = 📄 Export
personal-data-erase-button = 🧹 Erase
personal-data-exported = 📄 Everything that is kept about this person.
personal-data-erase-now-button = ❗ Erase for good
question-erasure-reason = Why is it erased? For example: asked by letter on 5 March. Leave the name out.
question-erasure-confirm = ❗ Names, phones and e-mails will be erased everywhere, for good. Erase?
error-erasure-not-allowed = An administrator exports and erases personal data. Ask them.
error-already-erased = These data are erased already. Here is the card.
error-erasure-unconfirmed = Nothing was erased. Press “Erase for good” or “Cancel”.
