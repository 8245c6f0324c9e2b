# Загрузка файлов: люди, товары, клиенты, сделки.
import-kind-people = Люди
import-kind-products = Товары
import-kind-clients = Клиенты
import-kind-deals = Сделки
import-counts = { $kind }: строк { $rows }, новых { $new }, уже есть { $unchanged }, дополнено { $filled }, не принято { $refused }
import-roles-title = Новые люди по ролям:
import-role = · { $role }: { $count }
import-stages-title = Сделки по этапам:
import-stage = · { $stage }: { $deals }
import-stage-sum = · { $stage }: { $deals } на { $sum }
import-progress = { $bar } { $percent } %: { $kind }, { $done } из { $total }
import-notices-title = Обратите внимание:
import-notice-product-unknown = · сделок с товаром, которого нет в списке: { $count } (название осталось в сделке)
import-notice-deal-without-client = · сделок без клиента: { $count }
import-notice-deal-without-dates = · сделок без даты начала: { $count } (считаем от загрузки или закрытия)
import-notice-closing-day-missing = · закрытых сделок без даты закрытия: { $count } (взята дата начала, а без неё — сегодня)
import-notice-closed-before-created = · сделок, закрытых раньше начала: { $count } (началом считаем день закрытия)
import-notice-won-without-amount = · выигранных сделок без суммы: { $count }
import-notice-lost-reason-unknown = · проигранных сделок без известной причины: { $count }
import-notice-client-from-deal = · клиентов, которые названы только в сделках: { $count } (добавлены)
import-notice-client-without-owner = · новых клиентов без ответственного: { $count } (их видят директор и администратор)
import-notice-client-erased = · клиентов, чьи данные удалены по их просьбе: { $count } (не вернул, сделки остались без клиента)
import-notice-phone-of-another-client = · клиентов с телефоном другого клиента: { $count }
import-notice-phone-left-out = · телефонов, которые не прочитаны: { $count } (записаны заметкой у клиента)
import-notice-email-of-another-client = · клиентов с почтой другого клиента: { $count }
import-notice-tax-number-of-another-client = · клиентов с ИНН другого клиента: { $count }
import-notice-boss-added = · руководителей, которых нет в списке людей: { $count } (добавлены)
import-notice-boss-refused = · людей, чей руководитель не принят: { $count } (добавлены без руководителя)
import-notice-branch-added = · новых филиалов: { $count }
import-notice-kept-as-it-is = · сделок, которые в базе уже другие: { $count } (оставлены как есть)
import-faults-title = { $count ->
    [one] Не принята { $count } строка:
    [few] Не приняты { $count } строки:
   *[other] Не принято { $count } строк:
}
import-fault-count = · { $kind }: { $reason } — { $count }
import-ignored-columns = Не читаем столбцы в { $file }: { $columns }

import-field-id = номер
import-field-name = название или имя
import-field-role = роль
import-field-boss = руководитель
import-field-branch = филиал
import-field-parent-branch = вышестоящий филиал
import-field-country = страна
import-field-zone = часовой пояс
import-field-department = отдел
import-field-phone = телефон
import-field-email = почта
import-field-tax-number = ИНН
import-field-birthday = день рождения
import-field-series = серия
import-field-price = цена
import-field-currency = валюта
import-field-contact = контакт
import-field-position = должность
import-field-sector = отрасль
import-field-region = регион
import-field-segment = сегмент
import-field-owner = ответственный
import-field-client = клиент
import-field-product = товар
import-field-title = название
import-field-stage = этап
import-field-created-on = дата начала
import-field-closed-on = дата закрытия
import-field-amount = сумма
import-field-margin = маржа
import-field-lost-reason = причина отказа

import-fault-missing = пусто, а нужно заполнить: { $field }
import-fault-too-long = слишком длинный текст: { $field } («{ $value }»)
import-fault-amount-unreadable = не похоже на сумму: { $field } («{ $value }»)
import-fault-amount-negative = сумма меньше нуля: { $field } («{ $value }»)
import-fault-amount-too-large = слишком большая сумма: { $field } («{ $value }»)
import-fault-amount-too-fine = в сумме больше двух знаков после запятой: { $field } («{ $value }»)
import-fault-currency-unknown = валюта пишется тремя буквами, например RUB: { $field } («{ $value }»)
import-fault-margin-above-amount = маржа больше суммы: { $field } («{ $value }»)
import-fault-date-unreadable = не похоже на дату: { $field } («{ $value }»)
import-fault-date-impossible = такого дня нет в календаре: { $field } («{ $value }»)
import-fault-date-in-future = дата ещё не наступила: { $field } («{ $value }»)
import-fault-phone-unreadable = не похоже на номер: { $field } («{ $value }»)
import-fault-email-unreadable = не похоже на почту: { $field } («{ $value }»)
import-fault-tax-number-unreadable = такого ИНН нет: { $field } («{ $value }»)
import-fault-role-unknown = нет такой роли: { $field } («{ $value }»)
import-fault-zone-unknown = нет такого часового пояса, нужен вид Europe/Moscow: { $field } («{ $value }»)
import-fault-country-unknown = страна пишется двумя буквами, например RU: { $field } («{ $value }»)
import-fault-segment-unknown = такого сегмента нет в регламенте: { $field } («{ $value }»)
import-fault-branch-unknown = нет такого филиала: { $field } («{ $value }»)
import-fault-stage-unknown = такого этапа нет в регламенте: { $field } («{ $value }»)
import-fault-person-unknown = такого человека нет, сначала загрузите людей: { $field } («{ $value }»)
import-fault-person-ambiguous = несколько людей с таким именем: { $field } («{ $value }»)
import-fault-boss-ring = человек оказался руководителем самому себе: { $field } («{ $value }»)
import-fault-repeated = такая строка уже была выше: { $field } («{ $value }»)
import-fault-erased = эти данные удалены по просьбе: { $field }

import-line-title = Строка
import-reason-title = Почему не принята
import-errors-file = ne-prinyato.xlsx

error-file-refused = Этот файл загрузить нельзя. Пришлите таблицу CSV или XLSX.
error-file-too-large = Файл { $file } больше { $limit_megabytes } МБ. Разделите его на части.
error-file-not-table = { $looks_like ->
    [xls] Файл { $file } в старом формате Excel или с паролем. Сохраните его как XLSX без пароля и пришлите снова.
    [pdf] { $file } — это PDF. Нужна таблица CSV или XLSX.
    [picture] { $file } — это картинка. Нужна таблица CSV или XLSX.
    [archive] { $file } — это архив. Распакуйте его и пришлите таблицу CSV или XLSX.
   *[other] Файл { $file } не читается как таблица. Нужна CSV или XLSX; попробуйте сохранить её заново.
}
error-file-empty = В файле { $file } ничего нет.
error-header-missing = В файле { $file } нет строки с названиями столбцов. Добавьте её первой строкой.
error-rows-missing = В файле { $file } есть только названия столбцов. Добавьте под ними строки или не загружайте этот файл.
error-encoding-unknown = Текст в файле { $file } не читается. Сохраните его как «CSV UTF-8» или XLSX.
error-zip-bomb = Файл { $file } распаковывается больше чем в { $limit_megabytes } МБ или сжат подозрительно сильно. Сохраните таблицу заново.
error-line-too-long = В файле { $file } строка { $line } длиннее { $limit } знаков. Похоже, не закрыта кавычка или это не таблица.
error-cell-too-long = В файле { $file }, строка { $line }, столбец { $column }: больше { $limit } знаков в одной ячейке.
error-too-many-rows = В файле { $file } больше { $limit } строк. Разделите его на части.
error-too-many-columns = В файле { $file } больше { $limit } столбцов. Оставьте нужные.
error-kind-unknown = По столбцам файла { $file } не видно, что в нём: люди, товары, клиенты или сделки.
error-columns-missing = { $kind ->
    [deals] В файле { $file } не нашлись столбцы с ответственным и этапом сделки. Назовите их «Ответственный» и «Этап».
   *[other] В файле { $file } не нашёлся столбец с названием или именем. Назовите его «Название».
}
error-nothing-to-import = Загружать нечего: не выбран ни один файл.
error-import-already-handled = Эта загрузка уже { $status ->
    [done] выполнена
    [running] идёт
    [confirmed] идёт
    [checking] проверяется
   *[other] отменена
}. Чтобы загрузить снова, пришлите файлы ещё раз.
error-ambiguous = Таких несколько: { $name }.
error-import-changed = Эта кнопка от прежнего состояния загрузки. Вот как сейчас.
error-too-many-files = За один раз можно загрузить до { $limit } файлов. Остальные пришлите следующим заходом.

import-title = 📥 <b>Загрузка</b>
import-file = · { $file }: { $kind }, читаем столбцов: { $read } из { $columns }
import-file-unknown = · { $file }: пока не понял, что в нём
import-no-files = Файлов не осталось. Пришлите CSV или XLSX.
import-more-files = Пришлите ещё файлы или нажмите «Проверить»: сначала покажу, что изменится.
import-which-kind = Что в файле { $file }?
import-which-column = { $file }: в каком столбце { $field }?
import-check-button = 🔎 Проверить
import-load-button = 📥 Загрузить
import-leave-out-button = Не загружать этот файл
import-is-checking = Проверяю файлы…
import-is-confirmed = Загружаю…
import-is-done = Загрузка выполнена.
import-is-cancelled = Загрузка отменена. Ничего не изменилось.
import-is-failed = Загрузка не удалась.
import-preview-title = 🔎 <b>Что будет, если загрузить</b>
import-confirm = Пока ничего не изменилось. Загрузить?
import-loading = 📥 <b>Загружаю</b>
import-done-title = ✅ <b>Загрузка выполнена</b>
import-errors-caption = { $count ->
    [one] Не принята { $count } строка. Исправьте её по столбцу «Почему не принята» и пришлите файл снова: принятое не задвоится.
    [few] Не приняты { $count } строки. Исправьте их по столбцу «Почему не принята» и пришлите файл снова: принятое не задвоится.
   *[other] Не принято { $count } строк. Исправьте их по столбцу «Почему не принята» и пришлите файл снова: принятое не задвоится.
}
import-failed = ❗ Загрузка не удалась. { $reason }
import-broken = Сбой на нашей стороне. Пришлите файлы ещё раз: то, что уже загружено, не задвоится.

import-guide-title = 📥 <b>Загрузка из файлов</b>
import-guide-how = Пришлите сюда таблицы CSV или XLSX или контакты VCF, по одной или сразу несколько. В первой строке — названия столбцов, порядок и регистр не важны. Сначала покажу, что изменится, и ничего не запишу без вашего согласия.
import-guide-kind = <b>{ $kind }</b>
    Нужно: { $needed }.
    Если есть: { $others }.
import-guide-needed-people = ФИО
import-guide-others-people = Роль, Руководитель, Филиал, Отдел, Телефон, Почта, Табельный номер
import-guide-needed-products = Товар
import-guide-others-products = Серия, Цена, Валюта
import-guide-needed-clients = Клиент
import-guide-others-clients = Телефон, Контакт, Должность, Почта, День рождения, ИНН, Отрасль, Регион, Сегмент, Ответственный, Филиал, Код клиента
import-guide-needed-deals = Ответственный, Этап
import-guide-others-deals = Клиент, Товар, Название сделки, Сумма, Маржа, Валюта, Дата начала, Дата закрытия, Причина отказа, Номер сделки
import-guide-twice = Тот же файл можно прислать ещё раз: ничего не задвоится. Строки, которые принять нельзя, верну таблицей с причинами.
import-guide-rules = Этапы, сроки и напоминания меняются не здесь: /rulebook.
