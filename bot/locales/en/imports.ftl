# Loading files: people, products, clients, deals.
import-kind-people = People
import-kind-products = Products
import-kind-clients = Clients
import-kind-deals = Deals
import-counts = { $kind }: { $rows } rows, { $new } new, { $unchanged } there already, { $filled } completed, { $refused } refused
import-roles-title = New people by role:
import-role = · { $role }: { $count }
import-stages-title = Deals by stage:
import-stage = · { $stage }: { $deals }
import-stage-sum = · { $stage }: { $deals } worth { $sum }
import-progress = { $bar } { $percent }%: { $kind }, { $done } of { $total }
import-notices-title = Please note:
import-notice-product-unknown = · deals with a product that is not listed: { $count } (its name stays in the deal)
import-notice-deal-without-client = · deals without a client: { $count }
import-notice-deal-without-dates = · deals without a start date: { $count } (counted from the import or the closing)
import-notice-closing-day-missing = · closed deals without a closing date: { $count } (the start date is taken, else today)
import-notice-closed-before-created = · deals closed before they started: { $count } (the closing day is taken as the start)
import-notice-won-without-amount = · won deals without an amount: { $count }
import-notice-lost-reason-unknown = · lost deals without a known reason: { $count }
import-notice-client-from-deal = · clients named by deals alone: { $count } (added)
import-notice-client-without-owner = · new clients without an owner: { $count } (only heads see them)
import-notice-client-erased = · clients whose data were erased on request: { $count } (not brought back, their deals have no client)
import-notice-phone-of-another-client = · clients with another client's phone: { $count }
import-notice-phone-left-out = · phones that were not read: { $count } (kept as a note of the client)
import-notice-email-of-another-client = · clients with another client's e-mail: { $count }
import-notice-tax-number-of-another-client = · clients with another client's tax number: { $count }
import-notice-boss-added = · bosses who are not listed as people: { $count } (added)
import-notice-boss-refused = · people whose boss was refused: { $count } (added without a boss)
import-notice-branch-added = · new branches: { $count }
import-notice-kept-as-it-is = · deals that are different in the base by now: { $count } (left as they are)
import-faults-title = { $count ->
    [one] { $count } row was refused:
   *[other] { $count } rows were refused:
}
import-fault-count = · { $kind }: { $reason } — { $count }
import-ignored-columns = Columns not read in { $file }: { $columns }

import-field-id = number
import-field-name = name
import-field-role = role
import-field-boss = boss
import-field-branch = branch
import-field-parent-branch = parent branch
import-field-country = country
import-field-zone = time zone
import-field-department = department
import-field-phone = phone
import-field-email = e-mail
import-field-tax-number = tax number
import-field-birthday = birthday
import-field-series = series
import-field-price = price
import-field-currency = currency
import-field-contact = contact
import-field-position = position
import-field-sector = sector
import-field-region = region
import-field-segment = segment
import-field-owner = owner
import-field-client = client
import-field-product = product
import-field-title = title
import-field-stage = stage
import-field-created-on = start date
import-field-closed-on = closing date
import-field-amount = amount
import-field-margin = margin
import-field-lost-reason = lost reason

import-fault-missing = empty, but needed: { $field }
import-fault-too-long = the text is too long: { $field } ("{ $value }")
import-fault-amount-unreadable = this is no amount: { $field } ("{ $value }")
import-fault-amount-negative = the amount is below zero: { $field } ("{ $value }")
import-fault-amount-too-large = the amount is too large: { $field } ("{ $value }")
import-fault-amount-too-fine = more than two digits after the point: { $field } ("{ $value }")
import-fault-currency-unknown = a currency is three letters, such as RUB: { $field } ("{ $value }")
import-fault-margin-above-amount = the margin is above the amount: { $field } ("{ $value }")
import-fault-date-unreadable = this is no date: { $field } ("{ $value }")
import-fault-date-impossible = the calendar has no such day: { $field } ("{ $value }")
import-fault-date-in-future = the date is still to come: { $field } ("{ $value }")
import-fault-phone-unreadable = there is no such phone: { $field } ("{ $value }")
import-fault-email-unreadable = this is no e-mail address: { $field } ("{ $value }")
import-fault-tax-number-unreadable = there is no such tax number: { $field } ("{ $value }")
import-fault-role-unknown = there is no such role: { $field } ("{ $value }")
import-fault-zone-unknown = there is no such time zone, write it as Europe/Moscow: { $field } ("{ $value }")
import-fault-country-unknown = a country is two letters, such as RU: { $field } ("{ $value }")
import-fault-segment-unknown = the rulebook has no such segment: { $field } ("{ $value }")
import-fault-branch-unknown = there is no such branch: { $field } ("{ $value }")
import-fault-stage-unknown = the rulebook has no such stage: { $field } ("{ $value }")
import-fault-person-unknown = there is no such person, load people first: { $field } ("{ $value }")
import-fault-person-ambiguous = several people have this name: { $field } ("{ $value }")
import-fault-boss-ring = somebody would be their own boss: { $field } ("{ $value }")
import-fault-repeated = this row has been above already: { $field } ("{ $value }")
import-fault-erased = these data were erased on request: { $field }

import-line-title = Row
import-reason-title = Why it was refused
import-errors-file = refused-rows.xlsx

error-file-refused = This file cannot be imported. Send a CSV or XLSX table.
error-file-too-large = The file { $file } is over { $limit_megabytes } MB. Split it into parts.
error-file-not-table = { $looks_like ->
    [xls] The file { $file } is in the old Excel format or has a password. Save it as XLSX without a password and send it again.
    [pdf] { $file } is a PDF. A CSV or XLSX table is needed.
    [picture] { $file } is a picture. A CSV or XLSX table is needed.
    [archive] { $file } is an archive. Unpack it and send the CSV or XLSX table.
   *[other] The file { $file } cannot be read as a table. Send a CSV or XLSX; saving it anew may help.
}
error-file-empty = There is nothing in the file { $file }.
error-header-missing = The file { $file } has no row with names of columns. Add one at the top.
error-rows-missing = The file { $file } has names of columns only. Add rows under them, or leave it out.
error-encoding-unknown = The text of the file { $file } cannot be read. Save it as "CSV UTF-8" or XLSX.
error-zip-bomb = The file { $file } unpacks to over { $limit_megabytes } MB, or is packed suspiciously tight. Save the table anew.
error-line-too-long = In the file { $file } line { $line } has over { $limit } characters. A quote may be open, or it is no table.
error-cell-too-long = In the file { $file }, line { $line }, column { $column }: over { $limit } characters in one cell.
error-too-many-rows = The file { $file } has over { $limit } rows. Split it into parts.
error-too-many-columns = The file { $file } has over { $limit } columns. Keep those that are needed.
error-kind-unknown = The columns of { $file } do not tell what is in it: people, products, clients or deals.
error-columns-missing = { $kind ->
    [deals] The file { $file } has no columns with the owner and the stage of a deal. Name them "Owner" and "Stage".
   *[other] The file { $file } has no column with the name. Call it "Name".
}
error-nothing-to-import = There is nothing to import: no file was chosen.
error-import-already-handled = This import is already { $status ->
    [done] done
    [running] under way
    [confirmed] under way
    [checking] being checked
   *[other] cancelled
}. To load again, send the files once more.
error-ambiguous = There are several called { $name }.
error-import-changed = This button shows the import as it was. Here it is as it is now.
error-too-many-files = One import takes up to { $limit } files. Send the others in another go.

import-title = 📥 <b>Import</b>
import-file = · { $file }: { $kind }, columns read: { $read } of { $columns }
import-file-unknown = · { $file }: not clear yet what is in it
import-no-files = No files are left. Send a CSV or XLSX.
import-more-files = Send more files or tap "Check": first you see what would change.
import-which-kind = What is in the file { $file }?
import-which-column = { $file }: which column holds the { $field }?
import-check-button = 🔎 Check
import-load-button = 📥 Load
import-leave-out-button = Leave this file out
import-is-checking = Checking the files…
import-is-confirmed = Loading…
import-is-done = The import is done.
import-is-cancelled = The import is cancelled. Nothing has changed.
import-is-failed = The import failed.
import-preview-title = 🔎 <b>What loading would do</b>
import-confirm = Nothing has changed yet. Load it?
import-loading = 📥 <b>Loading</b>
import-done-title = ✅ <b>The import is done</b>
import-errors-caption = { $count ->
    [one] { $count } row was refused. Mend it by the column "Why it was refused" and send the file again: nothing is added twice.
   *[other] { $count } rows were refused. Mend them by the column "Why it was refused" and send the file again: nothing is added twice.
}
import-failed = ❗ The import failed. { $reason }
import-broken = It is our fault. Send the files once more: what is loaded already is not added twice.

import-guide-title = 📥 <b>Import from files</b>
import-guide-how = Send CSV or XLSX tables, or VCF contacts, here, one by one or several at once. The first row holds the names of columns; order and case do not matter. I show first what would change, and write nothing before you agree.
import-guide-kind = <b>{ $kind }</b>
    Needed: { $needed }.
    If you have it: { $others }.
import-guide-needed-people = Full name
import-guide-others-people = Role, Manager, Branch, Department, Phone, Email, Employee ID
import-guide-needed-products = Product
import-guide-others-products = Series, Price, Currency
import-guide-needed-clients = Client
import-guide-others-clients = Phone, Contact, Position, Email, Birthday, Tax number, Industry, Region, Segment, Owner, Branch, Client ID
import-guide-needed-deals = Owner, Stage
import-guide-others-deals = Client, Product, Deal name, Amount, Margin, Currency, Start date, Close date, Lost reason, Deal ID
import-guide-twice = You can send the same file again: nothing is added twice. Rows that cannot be taken come back as a table with the reasons.
import-guide-rules = Stages, limits and reminders are not changed here: /rulebook.
