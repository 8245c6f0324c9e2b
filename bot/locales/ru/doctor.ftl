cli-doctor = проверить настройки, базу, Bot API, данные и часы
cli-doctor-json = для программ: в виде JSON
doctor-settings = Настройки: заданы { $names }, остальное — по умолчанию.
doctor-misspelt = Настройки: { $name } — такой настройки нет, её значение ни на что не влияет; может быть, { $meant }?
doctor-no-token = Настройки: не задан BOT_TOKEN — возьмите его у @BotFather, без него не работает `naparnik run`.
doctor-no-database = База: её ещё нет — выполните `naparnik migrate` или задайте DATABASE_URL.
doctor-database = База: PostgreSQL { $version } на { $server } отвечает, { $size } МБ.
doctor-migrations = Миграции: { $revision }, новее нет.
doctor-migrations-behind = Миграции: в базе { $revision }, программе нужна { $newest } — выполните `naparnik migrate`.
doctor-migrations-newer = Миграции: в базе { $revision }, это новее, чем { $newest } у программы — установите новую программу.
doctor-extensions = Расширения: все на месте.
doctor-extensions-missing = Расширения: нет { $names } — выполните `naparnik migrate` под ролью, которой можно их создавать.
doctor-rights = Права: программа читает и пишет всё, что ей нужно.
doctor-rights-missing = Права: программе недоступны { $tables } — выполните `naparnik migrate` под владельцем таблиц.
doctor-rights-surplus = Права: роли { $role } можно больше, чем нужно программе; надёжнее обычная роль в DATABASE_URL.
doctor-owner = Владелец: роль { $role } из MIGRATION_DATABASE_URL может войти и менять схему.
doctor-owner-lacks = Владелец: таблицы не принадлежат роли { $role } из MIGRATION_DATABASE_URL — назовите там их владельца, он нужен для `naparnik migrate` и `backup`.
doctor-autovacuum-off = Автоочистка: выключена, таблицы будут разрастаться — включите autovacuum = on в Postgres.
doctor-autovacuum-late = Автоочистка: не доходит до { $tables } — найдите долгие транзакции или добавьте ей процессов.
doctor-invariants = Данные: { $count ->
    [one] { $count } правило соблюдается
    [few] все { $count } правила соблюдаются
   *[many] все { $count } правил соблюдаются
}.
doctor-invariant = Данные, { $name }: { $rule } Нарушено в { $rows ->
    [one] { $rows } строке
    [few] { $rows } строках
   *[many] { $rows } строках
}{ $more ->
    [yes] {" "}или больше
   *[no] {""}
}, первая: { $first } — сохраните копию базы и сообщите об этом, приложив строку.
doctor-invariant-slow = Данные, { $name }: не проверено за { $seconds } с — повторите, когда база свободнее.
doctor-ledger-empty = Сообщения: отправки не ждёт ни одно.
doctor-ledger = Сообщения: ждут отправки { $depth }, дольше { $minutes ->
    [one] { $minutes } минуты
    [few] { $minutes } минут
   *[many] { $minutes } минут
} — ни одного.
doctor-ledger-late = Сообщения: ждут отправки { $depth }, самое старое уже { $minutes ->
    [one] { $minutes } минуту
    [few] { $minutes } минуты
   *[many] { $minutes } минут
} — проверьте, работает ли `naparnik run` и что в его журнале.
doctor-leader = Отправка: ею занят один процесс, на { $host }.
doctor-leader-none = Отправка: ею никто не занят — запустите `naparnik run`.
doctor-bot-api = Bot API: { $bot } отвечает на { $server } за { $milliseconds } мс.
doctor-inline-off = Поиск из любого чата: выключен — если он нужен, отправьте команду /setinline боту @BotFather.
doctor-bot-api-silent = Bot API: { $server } не отвечает ({ $error }) — проверьте сеть, прокси и BOT_API_URL.
doctor-bot-api-strange = Bot API: { $server } отвечает не то ({ $status }) — проверьте BOT_API_URL.
doctor-token-refused = Bot API: { $server } не принимает этот BOT_TOKEN — скопируйте его у @BotFather целиком или возьмите новый.
doctor-updates-polling = Обновления: программа забирает их сама; ждут { $pending ->
    [one] { $pending } обновление
    [few] { $pending } обновления
   *[many] { $pending } обновлений
}.
doctor-updates-webhook = Обновления: приходят на { $url }; ждут { $pending ->
    [one] { $pending } обновление
    [few] { $pending } обновления
   *[many] { $pending } обновлений
}.
doctor-webhook-missing = Обновления: Telegram не знает адреса { $url } — перезапустите `naparnik run`, он его сообщит.
doctor-webhook-left = Обновления: Telegram шлёт их на { $url }, а WEBHOOK_URL не задан — запустите `naparnik run` или задайте его.
doctor-webhook-elsewhere = Обновления: Telegram шлёт их на { $other }, а не на { $url } — остановите другую программу и перезапустите `naparnik run`.
doctor-webhook-failing = Обновления: { $minutes ->
    [one] { $minutes } минуту
    [few] { $minutes } минуты
   *[many] { $minutes } минут
} назад доставить не удалось, «{ $said }» — откройте WEBHOOK_URL снаружи, проверьте сертификат и прокси.
doctor-webhook-failed = Обновления: { $minutes ->
    [one] { $minutes } минуту
    [few] { $minutes } минуты
   *[many] { $minutes } минут
} назад доставить не удалось, «{ $said }»; сейчас ни одно не ждёт, доставка снова работает.
doctor-updates-pile = Обновления: у Telegram их ждёт { $pending } — проверьте, работает ли `naparnik run`.
doctor-clock = Часы: системные ({ $zone }), базы и Bot API сходятся.
doctor-clock-database = Часы: у базы расходятся на { $seconds } с — включите синхронизацию времени на обеих машинах.
doctor-clock-bot-api = Часы: у Bot API расходятся на { $seconds } с — включите синхронизацию времени на этой машине.
doctor-clock-stepped = Часы: только что перескочили на { $seconds } с — найдите, что переводит время на этой машине.
