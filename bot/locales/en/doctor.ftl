cli-doctor = look at settings, database, Bot API, data and clock
cli-doctor-json = for machines: as JSON
doctor-settings = Settings: { $names } given, defaults for the rest.
doctor-misspelt = Settings: { $name } is not a setting and has no effect — did you mean { $meant }?
doctor-no-token = Settings: BOT_TOKEN is not set — get one from @BotFather; `naparnik run` needs it.
doctor-no-database = Database: there is none yet — run `naparnik migrate`, or set DATABASE_URL.
doctor-database = Database: PostgreSQL { $version } at { $server } answers, { $size } MB.
doctor-migrations = Migrations: at { $revision }, the newest.
doctor-migrations-behind = Migrations: the database is at { $revision }, this program needs { $newest } — run `naparnik migrate`.
doctor-migrations-newer = Migrations: the database is at { $revision }, newer than this program's { $newest } — install the newer program.
doctor-extensions = Extensions: all there.
doctor-extensions-missing = Extensions: missing are { $names } — run `naparnik migrate` as a user who may create them.
doctor-rights = Rights: the program may read and write what it needs.
doctor-rights-missing = Rights: the program may not use { $tables } — run `naparnik migrate` as the tables' owner.
doctor-rights-surplus = Rights: { $role } may do more than the program needs; an ordinary role in DATABASE_URL is safer.
doctor-owner = Owner: { $role } of MIGRATION_DATABASE_URL is let in and may change the schema.
doctor-owner-lacks = Owner: { $role } of MIGRATION_DATABASE_URL does not own the tables — name the role that does; `naparnik migrate` and `backup` need it.
doctor-autovacuum-off = Autovacuum: switched off, tables will bloat — set autovacuum = on in Postgres.
doctor-autovacuum-late = Autovacuum: does not get to { $tables } — look for long transactions, or give it more workers.
doctor-invariants = Data: all { $count } rules hold.
doctor-invariant = Data, { $name }: { $rule } Broken in { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
}{ $more ->
    [yes] {" "}or more
   *[no] {""}
}, the first: { $first } — keep a backup and report it with this line.
doctor-invariant-slow = Data, { $name }: not checked within { $seconds } s — try again when the database is less busy.
doctor-ledger-empty = Messages: none waits to leave.
doctor-ledger = Messages: { $depth } wait to leave, none for longer than { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}.
doctor-ledger-late = Messages: { $depth } wait to leave, the oldest for { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
} — see whether `naparnik run` works, and what its log says.
doctor-leader = Sender: one process sends, from { $host }.
doctor-leader-none = Sender: nobody sends — start `naparnik run`.
doctor-bot-api = Bot API: { $bot } answers at { $server } in { $milliseconds } ms.
doctor-inline-off = Search from any chat: off — if it is wanted, write /setinline to @BotFather.
doctor-bot-api-silent = Bot API: { $server } does not answer ({ $error }) — check the network, the proxy and BOT_API_URL.
doctor-bot-api-strange = Bot API: { $server } answers with something else ({ $status }) — check BOT_API_URL.
doctor-token-refused = Bot API: { $server } refuses this BOT_TOKEN — copy it from @BotFather whole, or ask for a new one.
doctor-updates-polling = Updates: fetched by polling; { $pending ->
    [one] { $pending } waits
   *[other] { $pending } wait
}.
doctor-updates-webhook = Updates: delivered to { $url }; { $pending ->
    [one] { $pending } waits
   *[other] { $pending } wait
}.
doctor-webhook-missing = Updates: Telegram does not know { $url } — restart `naparnik run`, it announces it.
doctor-webhook-left = Updates: Telegram delivers to { $url }, and WEBHOOK_URL is not set — start `naparnik run`, or set it.
doctor-webhook-elsewhere = Updates: Telegram delivers to { $other }, and not to { $url } — stop the other program, and restart `naparnik run`.
doctor-webhook-failing = Updates: the last delivery failed { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
} ago, "{ $said }" — open WEBHOOK_URL from outside, check the certificate and the proxy.
doctor-webhook-failed = Updates: a delivery failed { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
} ago, "{ $said }"; none waits now, so they arrive again.
doctor-updates-pile = Updates: { $pending } wait at Telegram — see whether `naparnik run` works.
doctor-clock = Clock: system ({ $zone }), database and Bot API agree.
doctor-clock-database = Clock: the database's differs by { $seconds } s — switch time synchronisation on, on both machines.
doctor-clock-bot-api = Clock: the Bot API's differs by { $seconds } s — switch time synchronisation on, on this machine.
doctor-clock-stepped = Clock: it jumped by { $seconds } s just now — see what sets this machine's time.
