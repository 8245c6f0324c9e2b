# Clients that may be one: found, told apart, merged, taken apart again.
timeline-clients-merged = 🔗 Объединён с клиентом «{ $name }»
timeline-merge-undone = ↩️ Объединение отменено: «{ $name }»
timeline-person-erased = 🧹 Личные данные удалены по просьбе
command-duplicates = Возможные дубли клиентов
help-duplicates = /duplicates — клиенты, которые заведены дважды
duplicates-button = 🔗 Дубли
duplicates-none = 🔗 Похожих клиентов нет.
duplicates-title = 🔗 <b>Возможные дубли: { $count }</b>
duplicates-line = { $number }. { $one } — { $other }: { $signs }
duplicates-of-another = клиент другого сотрудника ({ $owner }, { $branch })
duplicates-pair-button = { $number }. { $one } — { $other }
duplicates-back-button = « К дублям
duplicates-client-button = 👤 К клиенту
duplicates-of-title = 🔗 <b>{ $name }</b>: возможные дубли
duplicates-merged = Объединены недавно:
duplicates-merged-line = • { $name }, { $day }, { $person }
duplicate-title = 🔗 <b>Это один клиент?</b>
duplicate-side = • { $name } — { $owner }, { $branch }
duplicate-why = Почему: { $signs }. Сходство { $score } из 100.
duplicate-of-others = Объединить может тот, кто видит обоих: общий руководитель или администратор.
duplicate-settled = ✅ Решено: эта пара больше не появится.
duplicate-sign-tax-number = общий ИНН
duplicate-sign-phone = общий телефон
duplicate-sign-email = общая почта
duplicate-sign-name = похожее название
tell-apart-button = ✖️ Не дубли
merge-button = 🔗 Объединить
merge-title = 🔗 <b>Объединить?</b>
    Останется «{ $survivor }», к нему перейдёт всё от «{ $loser }».
merge-field = { $field }: <b>{ $kept }</b> (не { $left })
merge-field-name = Имя
merge-field-owner = Ответственный
merge-field-segment = Сегмент
merge-field-sector = Отрасль
merge-field-region = Регион
merge-field-address = Адрес
merge-point = точка на карте
merge-field-tax-number = ИНН
merge-switch-button = { $field }: { $value }
merge-swap-button = 🔄 Оставить другого
merge-now-button = ✅ Объединить
merge-moves = Перейдёт: { $what }.
merge-moves-nothing = Записей, которые перейдут, нет.
merge-moves-contacts = { $count ->
    [one] { $count } контакт
    [few] { $count } контакта
   *[other] { $count } контактов
    }
merge-moves-phones = { $count ->
    [one] { $count } телефон
    [few] { $count } телефона
   *[other] { $count } телефонов
    }
merge-moves-deals = { $count ->
    [one] { $count } сделка
    [few] { $count } сделки
   *[other] { $count } сделок
    }
merge-moves-offers = { $count } КП
merge-moves-tasks = { $count ->
    [one] { $count } задача
    [few] { $count } задачи
   *[other] { $count } задач
    }
merge-moves-interactions = { $count ->
    [one] { $count } звонок или встреча
    [few] { $count } звонка и встречи
   *[other] { $count } звонков и встреч
    }
merge-moves-timeline = { $count ->
    [one] { $count } запись истории
    [few] { $count } записи истории
   *[other] { $count } записей истории
    }
merge-keeps = Телефоны, контакты и заметки останутся от обоих. Отменить можно { $days } дней.
merge-done = ✅ Теперь это один клиент: «{ $name }».
merge-undo-until = Отменить можно до { $day }.
merge-undo-button = ↩️ Отменить
merge-undo-of-button = ↩️ Отменить: { $name }
merge-undone = ↩️ Снова два клиента.
    Что появилось после объединения, осталось у первого.
merge-one-button = 👤 Первый
merge-other-button = 👤 Второй
error-merged-into-itself = Это один и тот же клиент. Выберите другого.
error-already-merged = Эти клиенты уже объединены. Вот карточка.
error-merge-not-allowed = Объединяют клиентов руководители. Попросите своего: он увидит пару в /duplicates.
error-merge-changed = Клиента изменили, пока вы смотрели. Сравните ещё раз.
error-undo-too-late = Отменить объединение можно { $days } дней, они прошли. Заведите второго клиента заново.
error-merged-further = Этот клиент сам объединён с «{ $name }». Сначала отмените то объединение.
error-merge-is-final = Данные клиента удалены по просьбе, отменить объединение нельзя.
personal-data-button = 🧹 Личные данные
personal-data-title = 🧹 <b>Личные данные</b>
    Чьи? Человека у клиента или самого клиента, если это частное лицо.
personal-data-client-button = 👤 Сам клиент: { $name }
personal-data-of-contact = 🧹 <b>Личные данные контактного лица</b>
    Выгрузить всё, что о нём записано, или удалить навсегда.
personal-data-of-client = 🧹 <b>Личные данные частного клиента</b>
    Вместе со всеми людьми у него. Сделки и суммы останутся, имена и телефоны — нет.
personal-data-export-button = 📄 Выгрузить
personal-data-erase-button = 🧹 Удалить
personal-data-exported = 📄 Всё, что записано об этом человеке.
personal-data-erase-now-button = ❗ Удалить навсегда
question-erasure-reason = Почему удаляем? Например: просьба письмом от 5 марта. Имя не пишите.
question-erasure-confirm = ❗ Имена, телефоны и почта будут удалены отовсюду, вернуть их нельзя. Удалить?
error-erasure-not-allowed = Личные данные выгружает и удаляет администратор. Попросите его.
error-already-erased = Эти данные уже удалены. Вот карточка.
error-erasure-unconfirmed = Ничего не удалено. Нажмите «Удалить навсегда» или «Отмена».
