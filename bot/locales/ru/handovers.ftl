# Передача дел: уход человека, передача клиентов и сделок, роли и руководители.

handover-kind-clients = Клиенты
handover-kind-deals = Сделки
handover-kind-requests = Обращения
handover-kind-tasks = Задачи
handover-kind-given = Поставленные задачи
handover-kind-approvals = Согласования
handover-kind-projects = Проекты
handover-kind-series = Повторяющиеся задачи
handover-kind-visits = Визиты
handover-kind-stand-ins = Замещения
handover-kind-team = Подчинённые
handover-kind-pairs = Пары продавцов
handover-kind-invitations = Приглашения
handover-kind-line = { $kind }: { $count }
handover-offers-line = КП без ответа: { $count }, пойдут вместе со сделками

handover-clients-button = 🏢 { $name }
handover-deals-button = 💼 { $name }
handover-requests-button = 📨 { $name }
handover-tasks-button = ☑️ { $name }
handover-given-button = 📤 { $name }
handover-approvals-button = 🙋 { $name }
handover-projects-button = 📁 { $name }
handover-series-button = 🔁 { $name }
handover-visits-button = 📍 { $name }
handover-stand-ins-button = 🌴 { $name }
handover-team-button = 👤 { $name }
handover-pairs-button = 👥 { $name }
handover-invitations-button = ✉️ { $name }

leaving-title = 🔁 <b>{ $name }: что передать</b>
leaving-hint = Сначала выберите, кому что перейдёт. Отключение и передача случатся вместе, одним нажатием.
leaving-begin-button = Передать дела
leaving-plan = 🔁 <b>{ $name } уходит</b>

    { $plan }
leaving-kind-to = { $kind }: { $count } → <b>{ $name }</b>
leaving-kind-to-nobody = { $kind }: { $count } → не выбран
leaving-choose = Кому передать всё? Или выберите по видам.
leaving-ready = Проверьте. После передачи человек больше не войдёт. Вернуть всё можно в течение суток.
leaving-confirm-button = Передать и отключить
leaving-to-deputy-button = { $name } · замещает
leaving-to-boss-button = { $name } · руководитель
leaving-to-colleague-button = { $name } · меньше всех занят
leaving-other-button = Другой человек
leaving-kinds-button = По видам

handover-to-whom = Кому передать? Выберите или напишите часть имени.
choose-nobody = Никого не нашлось. Напишите имя иначе.
handover-look = 🔁 <b>Проверьте</b>

    { $look }
handover-look-client = Клиент «{ $name }» и открытые сделки с ним перейдут: { $receiver }.
handover-look-deal = Сделка «{ $name }» с её КП перейдёт: { $receiver }.
handover-look-clients = Все клиенты, которых ведёт { $name }, и открытые сделки с ними перейдут: { $receiver }.
handover-do-button = Передать
hand-over-button = Передать
person-clients-button = Передать клиентов

handover-title-came = 📥 <b>Вам передали дела</b>
    Раньше вёл: { $name }
handover-title-came-leaving = 📥 <b>Вам передали дела</b>
    { $name } больше здесь не работает.
handover-title-done = 🔁 <b>Дела переданы</b>
    Раньше вёл: { $name }
handover-title-leaving = 🔁 <b>{ $name }: дела переданы, доступ закрыт</b>
handover-title-undone = ↩️ <b>Передача отменена</b>
    Дела снова ведёт: { $name }
handover-by = Передал: { $name }, { $moment }
handover-receivers = Кому: { $names }
handover-undo-until = Вернуть можно до: { $moment }.
handover-undo-button = Вернуть
handover-undo-question = ↩️ Вернуть всё, что вёл { $name }?
    Что с тех пор завершили или передали дальше, останется как есть.
handover-undo-yes-button = Да, вернуть
handover-undone = Передача отменена
handover-all-back = Вернулось всё.
handover-stayed = { $count ->
    [one] Осталась как есть { $count } запись: её завершили или передали дальше.
    [few] Остались как есть { $count } записи: их завершили или передали дальше.
   *[many] Остались как есть { $count } записей: их завершили или передали дальше.
}

handover-asked-client = 🙋 <b>Передать клиента «{ $record }»?</b>
    { $person } → { $receiver }
    Предлагает { $person }. Вместе с клиентом перейдут открытые сделки с ним.
handover-asked-deal = 🙋 <b>Передать сделку «{ $record }»?</b>
    { $person } → { $receiver }
    Предлагает { $person }.
handover-waits-client = ⏳ <b>Клиент «{ $record }»: ждёт решения руководителя</b>
    { $person } → { $receiver }
handover-waits-deal = ⏳ <b>Сделка «{ $record }»: ждёт решения руководителя</b>
    { $person } → { $receiver }
handover-declined-client = 🚫 <b>Клиент «{ $record }» остался у прежнего ответственного</b>
    { $person }. Предложенный: { $receiver }
handover-declined-deal = 🚫 <b>Сделка «{ $record }» осталась у прежнего ответственного</b>
    { $person }. Предложенный: { $receiver }
handover-agree-button = Передать
handover-decline-button = Оставить
handover-open-client-button = Клиент
handover-open-deal-button = Сделка

ownerless-title = 🏷 <b>Без ответственного: { $count }</b>
    Откройте клиента, «Изменить», «Передать».
ownerless-none = 🏷 <b>У каждого клиента есть ответственный</b>
ownerless-button = { $name } · { $branch }
people-ownerless-button = Без ответственного: { $count }

place-button = Роль и место
place-hint = Выберите роль. Права и меню меняются сразу.
place-role-button = { $role }
place-role-now-button = ✅ { $role }
place-boss-button = Руководитель
place-boss-question = Кто будет руководителем? Выберите или напишите часть имени.
place-department-button = Отдел
place-department-line = { $name }
place-department-question = 👤 <b>{ $name }</b>: в каком отделе?
place-no-department-button = Без отдела
place-branch-button = Филиал
place-branch-line = { $name }
place-branch-now-line = ✅ { $name }
place-branch-question = 👤 <b>{ $name }</b>: в каком филиале?
place-saved = Сохранено
place-changed = 👤 <b>Ваше место в компании изменилось</b>

error-receiver-missing = Не для всех дел выбран получатель. Откройте передачу заново и выберите.
error-receiver-left = { $name } не может принять дела: уже не работает здесь. Выберите другого.
error-receiver-same = Это и так ведёт { $name }. Выберите другого.
error-receiver-elsewhere = { $name } работает не в вашей команде. Выберите коллегу из неё или попросите руководителя.
error-nobody-fit = Получатель не может согласовывать то, о чём просит сам, а в паре может быть только свободный продавец. Для согласований и пар выберите другого.
error-nothing-to-hand-over = Передавать уже нечего: открытых записей нет. Откройте карточку заново.
error-handover-too-old = Вернуть можно было в течение { $hours } ч. Передайте дела обратно заново.
error-handover-settled = По этому предложению уже решили. Откройте карточку заново.
error-role-too-high = Роль не ниже вашей может дать только администратор. Обратитесь к нему.
error-boss-unfit = { $name } по роли никем не руководит. Выберите другого или сначала смените роль.

timeline-client-handed-over = 🔁 Клиент передан: { $was } → { $now }
timeline-deal-handed-over = 🔁 Сделка передана: { $was } → { $now }
timeline-task-handed-over = 🔁 Задача «{ $title }» передана: { $was } → { $now }
timeline-task-assigner-changed = 🔁 Задача «{ $title }»: постановщик { $was } → { $now }
