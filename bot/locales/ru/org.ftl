# Люди: вход, кто есть кто, отсутствия, язык, помощь.
role-rep = менеджер по продажам
role-lead = руководитель группы
role-manager = руководитель филиала
role-director = директор
role-administrator = администратор
role-client = клиент

start-welcome = 👋 <b>{ $name }, вы вошли.</b>
    Ваша роль: { $role }.
start-greeting = 👋 <b>Здравствуйте, { $name }!</b>
start-promise-rep = Я помню о ваших сделках и КП: напомню, когда пора позвонить, и запишу ответ одним касанием.
start-promise-lead = Я слежу за сделками и КП вашей группы и скажу, где нужна ваша помощь.
start-promise-manager = Я слежу за сделками и КП филиала и показываю, где стоят деньги.
start-promise-director = Я слежу за сделками и КП всей компании и показываю, где стоят деньги.
start-promise-administrator = Здесь вы приглашаете людей, загружаете данные и меняете регламент.
start-promise-client = Здесь будут ваши обращения и ответы на них.

menu-day-button = Мой день
menu-board-button = Воронка
menu-silent-button = КП без ответа
menu-invite-button = Пригласить
menu-people-button = Люди
menu-absences-button = Отсутствия

help-title = <b>Что я умею</b>
help-group-work = <b>Каждый день</b>
help-group-deals = <b>Сделки и КП</b>
help-group-team = <b>Коллеги</b>
help-group-company = <b>Компания</b>
help-group-bot = <b>Бот</b>
help-digest = /digest — когда и с чем приходит сводка
help-day = /day — что делать сейчас
help-tasks = /tasks — список задач; можно сразу с поиском: /tasks каталог
help-projects = /projects — проекты: план, команда, сроки
help-calendar = /calendar — свои задачи файлом для календаря телефона
help-brief = /brief — задача по ТЗ: вопросы по одному
help-new = /new — новый клиент
help-find = /find — найти клиента по имени или телефону
help-client = /client — новый клиент одной строкой
help-task = /task — поставить задачу одной строкой или по шагам
help-board = /board — воронка: этапы, сделки, деньги
help-request = /request — обращение клиента: /request Ромашка: не пришёл счёт
help-requests = /requests — обращения: мои, просроченные, закрытые
help-silent = /silent — КП без ответа
help-polls = /polls — что клиенты отвечают на опросы
help-kpi = /kpi — ваши показатели, а у руководителя и команды: как меняются и почему
help-matrix = /matrix — кто из клиентов чем пользуется и что ещё предложить
help-cash = /cash — ожидаемые деньги по месяцам
help-approvals = /approvals — задачи, которые ждут моего согласования
help-load = /load — загрузка по дням: своя или команды
help-people = /people — кто есть кто; можно сразу с именем: /people Ольга
help-absent = /absent — отпуск или болезнь и кто замещает
help-invite = /invite — пригласить человека
help-import = /import — загрузить людей, товары, клиентов, сделки из файлов
help-rules = /rules — правила: что касается меня
help-rulebook = /rulebook — регламент: взять файл, изменить, отправить обратно
help-language = /language — язык
help-help = /help — эта подсказка
help-hints = Можно и без команд: «завтра в 15 позвонить Климову» — поставлю задачу, название или телефон клиента — найду его.
help-inline = В любом чате наберите «@{ $bot } ромаш» — найду клиента, и увидите его только вы.

command-start = Начать
command-digest = Сводка: время, дни, части
command-day = Мой день
command-tasks = Список задач
command-projects = Проекты
command-calendar = Задачи в календарь телефона
command-brief = Задача по ТЗ
command-task = Поставить задачу
command-board = Воронка
command-client = Новый клиент одной строкой
command-find = Найти клиента
command-new = Новый клиент
command-request = Записать обращение клиента
command-requests = Обращения клиентов
command-silent = КП без ответа
command-polls = Ответы на опросы
command-kpi = Показатели
command-matrix = Клиенты и продукты
command-cash = Ожидаемые деньги
command-approvals = Ждут моего согласования
command-load = Загрузка по дням
command-people = Кто есть кто
command-absent = Отсутствия и замещения
command-invite = Пригласить человека
command-import = Загрузить файлы
command-rules = Правила: что касается меня
command-rulebook = Регламент
command-help = Что я умею
command-language = Язык

language-question = На каком языке говорить?
language-set = Язык сохранён

people-title = 👥 <b>{ $name }</b>
people-title-top = 👥 <b>Компания</b>
people-hint = Выберите филиал или человека.
people-nobody = Здесь пока никого нет.
people-branch-button = 📁 { $name } · { $count }
people-person-button = { $name } · { $about }
people-away-button = 🌴 { $name } · { $about }
people-search-button = Найти
people-up-button = « Выше
people-all-button = Вся компания
people-name-question = Кого ищем? Напишите имя или его часть.
people-found = { $count ->
    [one] По запросу «{ $wanted }» нашёлся { $count } человек
    [few] По запросу «{ $wanted }» нашлось { $count } человека
   *[many] По запросу «{ $wanted }» нашлось { $count } человек
}
people-not-found = По запросу «{ $wanted }» никого не нашлось. Проверьте имя или напишите его часть.

person-title = 👤 <b>{ $name }</b>
person-role = Роль: { $role }
person-branch = Филиал: { $branch }
person-department = Отдел: { $name }
person-boss = Руководитель: { $name }
person-phone = Телефон: { $phone }
person-away = 🌴 Отсутствует: { $first } — { $last }. Замещает { $deputy }
person-will-be-away = 🌴 Будет отсутствовать: { $first } — { $last }. Замещает { $deputy }
person-not-joined = Пока без доступа к боту
person-button = Открыть карточку
person-invite-button = Пригласить
person-reinvite-button = Новая ссылка
person-deactivate-button = Отключить
person-deactivate-yes-button = Да, отключить
person-deactivate-question = Отключить <b>{ $name }</b>?
    Человек больше не сможет войти. Всё, что он сделал, останется.

invite-list = ✉️ <b>Кого пригласить</b>
    { $count ->
        [one] Ещё не вошёл { $count } человек.
        [few] Ещё не вошли { $count } человека.
       *[many] Ещё не вошли { $count } человек.
    } Выберите, кому нужна ссылка.
invite-nobody = Приглашать некого: все, кого вы можете пригласить, уже вошли.
invite-newcomers = Кого-то нет в списке? Добавьте его файлом с людьми, хоть из одной строки: /import
invite-made = Ссылка готова: перешлите её
invite-link = { $name }, это ваш личный вход в рабочий бот:
    { $link }
    Ссылка сработает один раз, до { $until }. Никому её не передавайте.

absence-title = 🌴 <b>Отсутствия</b>
absence-none = Сейчас никто не отсутствует, и ничего не запланировано.
absence-line = { $number }. { $text }
absence-days = { $name }: { $first } — { $last }. Замещает { $deputy }
absence-one-day = { $name }: { $first }. Замещает { $deputy }
absence-cancel-button = Отменить { $number }
absence-new-button = Записать отсутствие
absence-all-button = Отсутствия
absence-cancelled = Отсутствие отменено
absence-first-day-question = 🌴 <b>{ $name }</b>: с какого дня отсутствие?
    Напишите, например: завтра, понедельник или 25.11.
absence-last-day-question = По какой день включительно?
    Напишите дату или выберите.
absence-today-button = Сегодня
absence-tomorrow-button = Завтра
absence-day-button = Один день
absence-week-button = Неделя
absence-weeks-button = Две недели
absence-deputy-question = Кто замещает? Выберите или напишите часть имени.
absence-deputy-nobody = Никого не нашлось. Напишите имя иначе.
absence-deputy-away = ⚠️ { $name } в это время тоже отсутствует: { $first } — { $last }.
absence-look = Проверьте:
    <b>{ $name }</b>: { $first } — { $last }
    Замещает: { $deputy }
    { $warning }
absence-save-button = Сохранить
absence-other-deputy-button = Другой человек
absence-recorded = ✅ Записано
absence-recorded-next = В эти дни напоминания получит { $deputy }.
absence-deputy-notice = 🌴 <b>Вы замещаете: { $name }</b>
absence-begins-notice = 🌴 <b>С сегодняшнего дня вы замещаете: { $name }</b>
absence-back-notice = 👋 <b>С возвращением! Вот что было без вас</b>
absence-done-counts = По вашим клиентам, сделкам и задачам: { $counts }.
absence-done-of = { $part } — { $count }
absence-done-contacts = контакты
absence-done-deals = сделки
absence-done-offers = КП
absence-done-tasks = задачи
absence-done-notes = заметки
absence-done-all = другое
absence-done-line = • { $event }
absence-done-client-line = • { $client }: { $event }
absence-done-more = И ещё событий: { $count }.
absence-done-nothing = С вашими клиентами, сделками и задачами за это время ничего не делали.
absence-boss-notice = 🌴 <b>Отсутствие: { $name }</b>
absence-cancelled-notice = ✅ <b>{ $name }</b>: отсутствие отменено, замещать не нужно.
invite-only-heads = Приглашают руководители и администратор. Попросите их.
absence-deputy-not-joined = ⚠️ { $name } ещё не вошёл в бот: напоминания никто не получит. Пригласите заранее.
