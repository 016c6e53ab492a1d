<% set dash = namespace(sums=false, monthly=false, charts=false, month=false, group=false) %>
<% for e in entities %><% set d = e.dashboard %><% if d.sums %><% set dash.sums = true %><% if d.date %><% set dash.monthly = true %><% endif %><% endif %><% if d.by_month %><% set dash.month = true %><% endif %><% if d.category %><% set dash.group = true %><% endif %><% if d.by_month or d.category %><% set dash.charts = true %><% endif %><% endfor %>
<% set led = namespace(several=false) %>
<% for e in entities %><% for i in e.incoming if not i.only %><% set led.several = true %><% endfor %><% endfor %>
// Every word of the interface that is not the name of an entity or a field.

const appTitle =‹·<%= app.title|js %>›;

<% if ru %>
export const texts = {
  appTitle,
  skipToContent: 'К содержанию',
  navigation: 'Разделы',
  menu: 'Меню',
<% if has.dark_mode %>
  theme: 'Оформление',
  themes: { system: 'Как в системе', light: 'Светлое', dark: 'Тёмное' },
<% endif %>

  pageTitle: (page: string) => `${page} – ${appTitle}`,
  notFoundTitle: 'Страница не найдена',
  notFoundText: 'Возможно, в адресе ошибка или запись удалена.',
  crashTitle: 'Что-то пошло не так',
  crashText: 'Обычно помогает перезагрузка страницы.',
  reload: 'Перезагрузить',
  goHome: 'На главную',

  loading: 'Загрузка…',
  loadFailed: 'Не удалось загрузить',
  stale: 'Данные могли устареть: обновить их не удалось.',
  networkFailed: 'Сервер недоступен. Проверьте соединение и попробуйте ещё раз.',
  unexpectedAnswer: 'Сервер прислал ответ, который эта страница не понимает.',
  tryAgain: 'Попробовать ещё раз',

  createTitle: (label: string) => `Добавить: ${label}`,
  editTitle: (label: string) => `Изменить: ${label}`,
  edit: 'Изменить',
  editRecord: (record: string) => `Изменить: «${record}»`,
  delete: 'Удалить',
  deleteRecord: (record: string) => `Удалить: «${record}»`,
  deleteTitle: (label: string) => `Удалить запись «${label}»?`,
  deleteText: (record: string) => `Запись «${record}» будет удалена безвозвратно.`,
  deleted: 'Удалено',
  save: 'Сохранить',
  saving: 'Сохранение…',
  saved: 'Сохранено',
  cancel: 'Отмена',

  listEmpty: (label: string) => `${label}: пока пусто`,
  listEmptyHint: 'Здесь появится всё, что вы добавите.',
  listNoMatch: 'Ничего не найдено',
  listNoMatchHint: 'Измените запрос или уберите часть фильтров.',
  clearFilters: 'Сбросить фильтры',
<% if has.search %>
  searchIn: (label: string) => `Поиск: ${label}`,
<% endif %>
<% if has.filters or has.date %>
  filters: 'Фильтры',
<% endif %>
<% if has.filters %>
  any: 'Неважно',
<% endif %>
<% if has.date %>
  from: 'С',
  to: 'По',
<% endif %>
  actions: 'Действия',
<% if has.views %>
  views: 'Вид',
  listView: 'Список',
<% if has.board %>
  boardView: 'Доска',
<% endif %>
<% if has.calendar %>
  calendarView: 'Календарь',
<% endif %>
<% if has.gallery %>
  galleryView: 'Галерея',
<% endif %>
<% endif %>
  sortBy: 'Сортировка',
  sortDefault: 'Сначала новые',
  sortAscending: (label: string) => `${label}: по возрастанию`,
  sortDescending: (label: string) => `${label}: по убыванию`,
  pagination: 'Страницы',
<% if has.export_csv %>
  exportCsv: 'Экспорт в CSV',
<% endif %>
  previous: 'Назад',
  next: 'Вперёд',
  range: (from: string, to: string, total: string) => `${from}–${to} из ${total}`,

  created: (when: string) => `Добавлено ${when}`,
  updated: (when: string) => `Изменено ${when}`,
  notSet: 'Не указано',
<% if has.boolean %>
  yes: 'Да',
  no: 'Нет',
<% endif %>
<% if has.enum %>
  chooseOption: 'Выберите…',
<% endif %>
<% if has.color %>
  pickColor: 'Выбрать цвет',
<% endif %>
<% if has.relation %>

<% if led.several %>
  related: (label: string, relation: string) => `${label} (${relation})`,
<% endif %>
  relatedEmpty: 'Пока пусто',
  showAll: (total: string) => `Показать все: ${total}`,
  searchOptions: 'Начните вводить…',
  noOptions: 'Ничего не найдено',
  moreOptions: 'Введите ещё, чтобы сузить список',
  clear: 'Очистить',
<% if has.many %>
  removeOption: (label: string) => `Убрать «${label}»`,
<% endif %>
<% endif %>
<% if has.image %>

  chooseImage: 'Выбрать изображение',
  replaceImage: 'Заменить',
  removeImage: 'Убрать',
  uploading: 'Загрузка…',
  imageHint: 'JPEG, PNG, WebP или GIF, до 5 МБ',
<% endif %>
<% if has.auth %>

  signIn: 'Войти',
  signUp: 'Зарегистрироваться',
  signOut: 'Выйти',
  noAccount: 'Нет учётной записи?',
  haveAccount: 'Уже есть учётная запись?',
  account: 'Учётная запись',
  accountName: 'Имя',
  email: 'Электронная почта',
  password: 'Пароль',
  passwordHint: (length: number) => `От ${length} символов. Несколько слов подряд легко запомнить.`,
  showPassword: 'Показать пароль',
  changePassword: 'Сменить пароль',
  currentPassword: 'Текущий пароль',
  newPassword: 'Новый пароль',
  newPasswordHint: (length: number) =>
    `От ${length} символов. На других устройствах придётся войти заново.`,
  passwordChanged: 'Пароль изменён',
  demoHint: (email: string, password: string) =>
    `Режим разработки. Примеры записей видны под учётной записью ${email} с паролем «${password}».`,
  fillInDemo: 'Подставить',
<% endif %>
<% if has.board %>

  columnEmpty: 'Пусто',
  showMore: (count: string) => `Показать ещё (осталось ${count})`,
  move: 'Переместить',
  moveRecord: (record: string) => `Переместить: «${record}»`,
  moveColumn: 'Колонка',
  movePosition: 'Место',
  moved: (record: string, column: string) => `«${record}» теперь в колонке «${column}»`,
  moveFailed: 'Не удалось переместить. Карточка вернулась на место.',
<% endif %>
<% if has.import_csv %>

  import: 'Импорт',
  importTitle: (label: string) => `Импорт: ${label}`,
  importCsv: 'Импорт из CSV',
  chooseFile: 'Выбрать файл CSV',
  chooseOtherFile: 'Выбрать другой файл',
  reading: 'Чтение…',
  fileHint:
    'Или перетащите его сюда. В первой строке названия столбцов, как в экспорте; до 10\u{a0}000 строк и 5\u{a0}МБ.',
  rowsInFile: (total: string) => `Строк в файле: ${total}`,
  firstRows: 'Первые строки',
  ignored: 'пропускается',
  ignoredColumns: (headings: string[]) =>
    `Этих столбцов здесь нет, они пропускаются: «${headings.join('», «')}».`,
  noProblems: 'Ошибок нет. Пока ничего не добавлено.',
  problemsInFile: (count: string) => `Ошибок в файле: ${count}`,
  problemsHint: 'Ничего не добавлено. Исправьте файл и выберите его снова.',
  row: (row: string) => `Строка ${row}`,
  rowAndColumn: (row: string, column: string) => `Строка ${row}, ${column}`,
  moreProblems: (count: string) => `И ещё ${count}`,
  importAll: (total: string) => `Добавить записи: ${total}`,
  imported: (total: string) => `Добавлено записей: ${total}`,
<% endif %>
<% if has.calendar %>

  today: 'Сегодня',
  monthView: 'Месяц',
  weekView: 'Неделя',
  previousMonth: 'Предыдущий месяц',
  nextMonth: 'Следующий месяц',
  previousWeek: 'Предыдущая неделя',
  nextWeek: 'Следующая неделя',
  addOn: (day: string) => `Добавить: ${day}`,
  more: (count: string) => `Ещё ${count}`,
  nothingHere: 'В это время ничего нет',
  notShown: (count: string) => `Не показано записей: ${count}. Уточните поиск или фильтры.`,
<% endif %>
<% if has.comments %>

  comments: 'Комментарии',
  comment: 'Комментарий',
  newComment: 'Новый комментарий',
  addComment: 'Добавить комментарий',
  noComments: 'Комментариев пока нет.',
  commentEdited: 'изменён',
<% if not has.auth %>
  commentAuthor: 'Ваше имя (необязательно)',
  anonymous: 'Без имени',
<% endif %>
  earlierComments: (count: string) => `Более ранние: ${count}`,
<% endif %>
<% if has.dashboard %>

  dashboard: 'Обзор',
<% if dash.sums %>
  sumOf: (records: string, field: string) => `${records}: ${field}`,
<% endif %>
<% if dash.monthly %>
  thisMonth: (value: string) => `В этом месяце: ${value}`,
<% endif %>
<% if dash.charts %>
<% if dash.month %>
  byMonth: (what: string) => `${what} по месяцам`,
<% endif %>
<% if dash.group %>
  byGroup: (what: string, group: string) => `${what} (${group})`,
  others: 'Остальные',
<% endif %>
  chartEmpty: 'Пока нет данных',
  showAsTable: 'Показать таблицей',
<% endif %>
  recent: 'Недавно добавлено',
<% endif %>
};
<% else %>
/** Writes a label inside a sentence: "Book" becomes "book", what is not plain words stays. */
function inline(label: string): string {
  const isPlain = /^\p{Lu}[\p{Ll} -]*$/u.test(label);
  return isPlain ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}

export const texts = {
  appTitle,
  skipToContent: 'Skip to content',
  navigation: 'Main',
  menu: 'Menu',
<% if has.dark_mode %>
  theme: 'Theme',
  themes: { system: 'System', light: 'Light', dark: 'Dark' },
<% endif %>

  pageTitle: (page: string) => `${page} – ${appTitle}`,
  notFoundTitle: 'Page not found',
  notFoundText: 'The address may be wrong, or what was here has been deleted.',
  crashTitle: 'Something went wrong',
  crashText: 'Reloading the page usually helps.',
  reload: 'Reload',
  goHome: 'Go to the start page',

  loading: 'Loading…',
  loadFailed: 'This could not be loaded',
  stale: 'This may be out of date: it could not be loaded again.',
  networkFailed: 'The server cannot be reached. Check the connection and try again.',
  unexpectedAnswer: 'The server gave an answer that this page does not understand.',
  tryAgain: 'Try again',

  createTitle: (label: string) => `New ${inline(label)}`,
  editTitle: (label: string) => `Edit ${inline(label)}`,
  edit: 'Edit',
  editRecord: (record: string) => `Edit “${record}”`,
  delete: 'Delete',
  deleteRecord: (record: string) => `Delete “${record}”`,
  deleteTitle: (label: string) => `Delete ${inline(label)}?`,
  deleteText: (record: string) => `“${record}” will be deleted for good.`,
  deleted: 'Deleted',
  save: 'Save',
  saving: 'Saving…',
  saved: 'Saved',
  cancel: 'Cancel',

  listEmpty: (label: string) => `No ${inline(label)} yet`,
  listEmptyHint: 'What you add will appear here.',
  listNoMatch: 'Nothing matches',
  listNoMatchHint: 'Try another search or fewer filters.',
  clearFilters: 'Clear filters',
<% if has.search %>
  searchIn: (label: string) => `Search ${inline(label)}`,
<% endif %>
<% if has.filters or has.date %>
  filters: 'Filters',
<% endif %>
<% if has.filters %>
  any: 'Any',
<% endif %>
<% if has.date %>
  from: 'From',
  to: 'To',
<% endif %>
  actions: 'Actions',
<% if has.views %>
  views: 'Views',
  listView: 'List',
<% if has.board %>
  boardView: 'Board',
<% endif %>
<% if has.calendar %>
  calendarView: 'Calendar',
<% endif %>
<% if has.gallery %>
  galleryView: 'Gallery',
<% endif %>
<% endif %>
  sortBy: 'Sort by',
  sortDefault: 'Newest first',
  sortAscending: (label: string) => `${label}, ascending`,
  sortDescending: (label: string) => `${label}, descending`,
  pagination: 'Pages',
<% if has.export_csv %>
  exportCsv: 'Export CSV',
<% endif %>
  previous: 'Previous',
  next: 'Next',
  range: (from: string, to: string, total: string) => `${from}–${to} of ${total}`,

  created: (when: string) => `Added ${when}`,
  updated: (when: string) => `Changed ${when}`,
  notSet: 'Not set',
<% if has.boolean %>
  yes: 'Yes',
  no: 'No',
<% endif %>
<% if has.enum %>
  chooseOption: 'Choose…',
<% endif %>
<% if has.color %>
  pickColor: 'Pick a colour',
<% endif %>
<% if has.relation %>

<% if led.several %>
  related: (label: string, relation: string) => `${label} (${relation})`,
<% endif %>
  relatedEmpty: 'None yet',
  showAll: (total: string) => `Show all ${total}`,
  searchOptions: 'Type to search…',
  noOptions: 'Nothing found',
  moreOptions: 'Type to narrow the list',
  clear: 'Clear',
<% if has.many %>
  removeOption: (label: string) => `Remove “${label}”`,
<% endif %>
<% endif %>
<% if has.image %>

  chooseImage: 'Choose an image',
  replaceImage: 'Replace',
  removeImage: 'Remove',
  uploading: 'Uploading…',
  imageHint: 'JPEG, PNG, WebP or GIF, up to 5 MB',
<% endif %>
<% if has.auth %>

  signIn: 'Sign in',
  signUp: 'Sign up',
  signOut: 'Sign out',
  noAccount: 'No account yet?',
  haveAccount: 'Have an account?',
  account: 'Account',
  accountName: 'Name',
  email: 'E-mail',
  password: 'Password',
  passwordHint: (length: number) =>
    `At least ${length} characters. A few words are easy to remember.`,
  showPassword: 'Show password',
  changePassword: 'Change password',
  currentPassword: 'Current password',
  newPassword: 'New password',
  newPasswordHint: (length: number) =>
    `At least ${length} characters. Other devices will have to sign in again.`,
  passwordChanged: 'Password changed',
  demoHint: (email: string, password: string) =>
    `Development mode. The example records belong to ${email} with the password “${password}”.`,
  fillInDemo: 'Fill in',
<% endif %>
<% if has.board %>

  columnEmpty: 'Nothing here',
  showMore: (count: string) => `Show more (${count} left)`,
  move: 'Move',
  moveRecord: (record: string) => `Move “${record}”`,
  moveColumn: 'Column',
  movePosition: 'Position',
  moved: (record: string, column: string) => `“${record}” is now in “${column}”`,
  moveFailed: 'This could not be moved and is back in its place.',
<% endif %>
<% if has.import_csv %>

  import: 'Import',
  importTitle: (label: string) => `Import ${inline(label)}`,
  importCsv: 'Import CSV',
  chooseFile: 'Choose a CSV file',
  chooseOtherFile: 'Choose another file',
  reading: 'Reading…',
  fileHint:
    'Or drop it here. Its first row names the columns, as in an export; up to 10,000 rows and 5 MB.',
  rowsInFile: (total: string) => `Rows in the file: ${total}`,
  firstRows: 'First rows',
  ignored: 'ignored',
  ignoredColumns: (headings: string[]) =>
    `These columns are unknown here and ignored: “${headings.join('”, “')}”.`,
  noProblems: 'Nothing is wrong with it. Nothing has been added yet.',
  problemsInFile: (count: string) => `Problems in the file: ${count}`,
  problemsHint: 'Nothing has been added. Correct the file and choose it again.',
  row: (row: string) => `Row ${row}`,
  rowAndColumn: (row: string, column: string) => `Row ${row}, ${column}`,
  moreProblems: (count: string) => `And ${count} more`,
  importAll: (total: string) => `Add records: ${total}`,
  imported: (total: string) => `Records added: ${total}`,
<% endif %>
<% if has.calendar %>

  today: 'Today',
  monthView: 'Month',
  weekView: 'Week',
  previousMonth: 'Previous month',
  nextMonth: 'Next month',
  previousWeek: 'Previous week',
  nextWeek: 'Next week',
  addOn: (day: string) => `Add on ${day}`,
  more: (count: string) => `+${count} more`,
  nothingHere: 'Nothing at this time',
  notShown: (count: string) => `Not shown: ${count}. Narrow the search or the filters.`,
<% endif %>
<% if has.comments %>

  comments: 'Comments',
  comment: 'Comment',
  newComment: 'New comment',
  addComment: 'Add comment',
  noComments: 'No comments yet.',
  commentEdited: 'edited',
<% if not has.auth %>
  commentAuthor: 'Your name (optional)',
  anonymous: 'Anonymous',
<% endif %>
  earlierComments: (count: string) => `Earlier comments: ${count}`,
<% endif %>
<% if has.dashboard %>

  dashboard: 'Overview',
<% if dash.sums %>
  sumOf: (records: string, field: string) => `${records}: ${field}`,
<% endif %>
<% if dash.monthly %>
  thisMonth: (value: string) => `This month: ${value}`,
<% endif %>
<% if dash.charts %>
<% if dash.month %>
  byMonth: (what: string) => `${what} by month`,
<% endif %>
<% if dash.group %>
  byGroup: (what: string, group: string) => `${what} by ${inline(group)}`,
  others: 'Others',
<% endif %>
  chartEmpty: 'Nothing to show yet',
  showAsTable: 'Show as table',
<% endif %>
  recent: 'Added recently',
<% endif %>
};
<% endif %>
