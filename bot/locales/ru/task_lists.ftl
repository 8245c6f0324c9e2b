# Списки задач, поиск, задачи сделки и клиента.
tasks-title = ☑️ <b>{ $whose ->
    [drafts] Мои черновики
    [given_by_me] Задачи от меня
    [observed] Задачи, за которыми я слежу
    [team] Задачи команды
    [any] Все задачи
   *[mine] Мои задачи
}{ $stands ->
    [overdue] , просроченные
    [waiting] , ждут решения
    [ended] , завершённые
   *[other] {""}
}: { $count }</b>
tasks-empty = { $stands ->
    [drafts] Черновиков нет. Напишите, что сделать: <code>завтра в 15 позвонить Иванову</code>.
    [overdue] Просроченных нет. Так держать!
    [waiting] Решения никто не ждёт.
    [ended] Завершённых пока нет.
   *[open] { $whose ->
        [given_by_me] Вы никому ничего не поручали. Напишите: <code>Петрову: подготовить КП до пятницы</code>.
        [observed] Вы пока ни за чем не следите. Здесь будут задачи, где вы наблюдатель.
        [team] У команды открытых задач нет. Напишите: <code>Петрову: подготовить КП до пятницы</code>.
       *[other] Задач нет. Напишите, что сделать: <code>завтра в 15 позвонить Иванову</code>.
    }
}
tasks-row = { $number }. { $words }
tasks-row-overdue = { $number }. ❗ { $words }
tasks-from = от: { $name }
tasks-new = новая
tasks-stopped = ⏸ возражение
tasks-declined-mine = вы отказались
tasks-new-date-mine = вы просите новый срок
tasks-new-date = просят новый срок
tasks-mine-chip = Мои
tasks-given-by-me-chip = От меня
tasks-observed-chip = Наблюдаю
tasks-team-chip = Команда
tasks-open-chip = Открытые
tasks-overdue-chip = Просроченные
tasks-waiting-chip = Ждут
tasks-ended-chip = Завершённые
tasks-drafts-chip = Черновики
tasks-chosen-chip = ✅ { $name }
tasks-find-button = 🔎 Найти
tasks-button = ☑️ Задачи
tasks-count-button = ☑️ Задачи: { $count }
tasks-found = 🔎 Задачи по словам «{ $wanted }»: { $count }
tasks-none-found = 🔎 По словам «{ $wanted }» задач не нашёл. Попробуйте короче: часть слова тоже годится.
tasks-linked = ☑️ <b>Задачи: { $count }</b>
tasks-linked-none = ☑️ Задач здесь пока нет.
tasks-new-button = ➕ Задача
question-task-about = Что сделать и когда? Например: <code>позвонить завтра в 15</code>.
question-task-words = 🔎 Какие слова есть в названии задачи?
error-task-search-outdated = Этот поиск устарел. Напишите слова ещё раз: /tasks и что искать.
error-task-words-missing = Здесь нечего искать. Напишите хотя бы одну букву или цифру из названия задачи.
error-task-title-missing = Непонятно, что сделать. Напишите словами, например: позвонить завтра в 15.
tasks-drop-drafts-button = 🗑 Удалить все
tasks-drop-drafts-question = { $count ->
    [one] Удалить { $count } черновик? Поставленные задачи останутся.
    [few] Удалить { $count } черновика? Поставленные задачи останутся.
   *[many] Удалить { $count } черновиков? Поставленные задачи останутся.
}
tasks-drop-drafts-sure-button = Да, удалить
tasks-drafts-dropped = Удалено черновиков: { $count }
