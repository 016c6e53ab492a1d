<% set formats = has.email or has.auth or has.url or has.phone or has.date or has.datetime or has.time or has.color %>
/** Every sentence that validation and the API can show to a person. */
<% if ru %>
export const messages = {
  required: 'Обязательное поле',
  invalid: 'Недопустимое значение',
<% if has.line or has.paragraph %>
  unsupportedCharacters: 'Есть недопустимые символы',
<% endif %>
  tooShort: (length: number) => `Минимум символов: ${length}`,
  tooLong: (length: number) => `Максимум символов: ${length}`,
  atLeast: (value: number | string) => `Не меньше ${value}`,
  atMost: (value: number | string) => `Не больше ${value}`,
  number: 'Введите число',
  wholeNumber: 'Введите целое число',
  option: 'Выберите один из вариантов',
<% if has.pattern %>
  pattern: (example: string) => `Введите в таком виде: ${example}`,
<% endif %>
<% if has.unique %>
  taken: 'Уже занято',
<% endif %>
<% if has.unique_together %>
  takenTogether: 'Такое сочетание уже есть',
<% endif %>
<% if has.relation or has.image %>
  noSuchRecord: 'Уже не существует, выберите заново',
<% endif %>
<% if has.auth %>
  emailTaken: 'С этим адресом уже есть учётная запись: войдите в неё',
  wrongPassword: 'Неверный пароль',
<% endif %>
<% if formats %>
  formats: {
<% if has.email or has.auth %>
    email: 'Введите адрес электронной почты',
<% endif %>
<% if has.url %>
    url: 'Введите адрес, который начинается с http:// или https://',
<% endif %>
<% if has.phone %>
    phone: 'Введите номер телефона',
<% endif %>
<% if has.date %>
    date: 'Введите дату',
<% endif %>
<% if has.datetime %>
    datetime: 'Введите дату и время',
<% endif %>
<% if has.time %>
    time: 'Введите время',
<% endif %>
<% if has.color %>
    color: 'Выберите цвет',
<% endif %>
  },
<% endif %>
<% if has.import_csv %>
  csv: {
    encoding: 'Файл не в кодировке UTF-8. Сохраните его как «CSV UTF-8».',
    broken: 'В этой строке не закрыты кавычки',
    noColumns: 'Ни один столбец не называется так, как здесь',
    noRows: 'Под заголовками нет ни одной строки',
    missingColumn: 'В файле нет этого столбца',
    unknownRecord: (name: string) => `Нет записи «${name}»`,
    ambiguousRecord: (name: string) => `Записей «${name}» несколько: укажите id`,
  },
<% endif %>
};

<% if has.named_boolean or (has.boolean and has.export_csv) %>
/** Words for what is true or not. */
export const words = { yes: 'Да', no: 'Нет' };

<% endif %>
/** What the API says when it refuses a request. */
export const problems = {
  badJson: {
    title: 'Запрос не читается',
    detail: 'Тело запроса не является правильным JSON.',
  },
<% if has.auth %>
  signInRequired: {
    title: 'Нужен вход',
    detail: 'Войдите и повторите запрос.',
  },
  wrongCredentials: {
    title: 'Не удалось войти',
    detail: 'Адрес электронной почты или пароль неверны.',
  },
  crossSite: {
    title: 'Запрос с другого сайта',
    detail: 'Данные меняются только со страниц этого приложения.',
  },
<% if has.comments %>
  notAuthor: {
    title: 'Чужой комментарий',
    detail: 'Изменить или удалить комментарий может только тот, кто его написал.',
  },
<% endif %>
  tooManyAttempts: {
    title: 'Слишком много попыток',
    detail: 'Попробуйте ещё раз через несколько минут.',
  },
<% endif %>
  notFound: {
    title: 'Не найдено',
    detail: 'Такого адреса нет, или запись удалена.',
  },
  methodNotAllowed: {
    title: 'Метод не поддерживается',
    detail: 'Этот адрес не поддерживает метод запроса.',
  },
  inUse: {
    title: 'Запись используется',
    detail: 'На неё ссылаются другие записи. Сначала измените или удалите их.',
  },
  conflict: {
    title: 'Противоречие',
    detail: 'Изменение противоречит другим данным. Откройте запись заново и повторите.',
  },
  tooLarge: {
    title: 'Слишком большой запрос',
    detail: 'Запрос больше, чем принимает сервер.',
  },
  unsupportedMediaType: {
    title: 'Неподходящий тип содержимого',
    detail: 'Отправьте содержимое того типа, которого ждёт этот адрес.',
  },
  validation: {
    title: 'Не все значения допустимы',
    detail: 'Исправьте перечисленные значения и отправьте запрос снова.',
  },
<% if has.image %>
  image: {
    title: 'Изображение не подходит',
    detail: 'Выберите изображение JPEG, PNG, WebP или GIF.',
  },
<% endif %>
  internal: {
    title: 'Что-то пошло не так',
    detail: 'Сервер не смог выполнить запрос. Повторите попытку позже.',
  },
};
<% else %>
export const messages = {
  required: 'Required',
  invalid: 'Not valid',
<% if has.line or has.paragraph %>
  unsupportedCharacters: 'Contains characters that cannot be used',
<% endif %>
  tooShort: (length: number) => `Characters needed: at least ${length}`,
  tooLong: (length: number) => `Characters allowed: at most ${length}`,
  atLeast: (value: number | string) => `At least ${value}`,
  atMost: (value: number | string) => `At most ${value}`,
  number: 'Enter a number',
  wholeNumber: 'Enter a whole number',
  option: 'Choose one of the options',
<% if has.pattern %>
  pattern: (example: string) => `Enter it like this: ${example}`,
<% endif %>
<% if has.unique %>
  taken: 'Already taken',
<% endif %>
<% if has.unique_together %>
  takenTogether: 'This combination is already taken',
<% endif %>
<% if has.relation or has.image %>
  noSuchRecord: 'No longer exists, choose another one',
<% endif %>
<% if has.auth %>
  emailTaken: 'There is an account with this address already: sign in to it',
  wrongPassword: 'Wrong password',
<% endif %>
<% if formats %>
  formats: {
<% if has.email or has.auth %>
    email: 'Enter a valid e-mail address',
<% endif %>
<% if has.url %>
    url: 'Enter an address that starts with http:// or https://',
<% endif %>
<% if has.phone %>
    phone: 'Enter a valid phone number',
<% endif %>
<% if has.date %>
    date: 'Enter a valid date',
<% endif %>
<% if has.datetime %>
    datetime: 'Enter a valid date and time',
<% endif %>
<% if has.time %>
    time: 'Enter a valid time',
<% endif %>
<% if has.color %>
    color: 'Choose a colour',
<% endif %>
  },
<% endif %>
<% if has.import_csv %>
  csv: {
    encoding: 'The file is not in UTF-8. Save it as “CSV UTF-8”.',
    broken: 'The quotes in this row do not match',
    noColumns: 'No column is called as any is here',
    noRows: 'There is no row below the headings',
    missingColumn: 'The file lacks this column',
    unknownRecord: (name: string) => `There is no “${name}”`,
    ambiguousRecord: (name: string) => `There are several “${name}”: use the id`,
  },
<% endif %>
};

<% if has.named_boolean or (has.boolean and has.export_csv) %>
/** Words for what is true or not. */
export const words = { yes: 'Yes', no: 'No' };

<% endif %>
/** What the API says when it refuses a request. */
export const problems = {
  badJson: {
    title: 'Unreadable request',
    detail: 'The request body is not valid JSON.',
  },
<% if has.auth %>
  signInRequired: {
    title: 'Sign in required',
    detail: 'Sign in and send the request again.',
  },
  wrongCredentials: {
    title: 'Could not sign in',
    detail: 'The e-mail address or the password is wrong.',
  },
  crossSite: {
    title: 'Request from another site',
    detail: 'Data is changed from the pages of this application only.',
  },
<% if has.comments %>
  notAuthor: {
    title: 'Not your comment',
    detail: 'Only who has written a comment can change or delete it.',
  },
<% endif %>
  tooManyAttempts: {
    title: 'Too many attempts',
    detail: 'Try again in a few minutes.',
  },
<% endif %>
  notFound: {
    title: 'Not found',
    detail: 'This address does not exist or the record has been deleted.',
  },
  methodNotAllowed: {
    title: 'Method not allowed',
    detail: 'This address does not support the method of the request.',
  },
  inUse: {
    title: 'Still in use',
    detail: 'Other records refer to this one. Change or delete them first.',
  },
  conflict: {
    title: 'Conflict',
    detail: 'The change contradicts other data. Load the record again and retry.',
  },
  tooLarge: {
    title: 'Too large',
    detail: 'The request is larger than the server accepts.',
  },
  unsupportedMediaType: {
    title: 'Unsupported content type',
    detail: 'Send the content type that this address expects.',
  },
  validation: {
    title: 'Some values are not valid',
    detail: 'Correct the listed values and send the request again.',
  },
<% if has.image %>
  image: {
    title: 'Not a usable image',
    detail: 'Use a JPEG, PNG, WebP or GIF image.',
  },
<% endif %>
  internal: {
    title: 'Something went wrong',
    detail: 'The server could not finish the request. Try again later.',
  },
};
<% endif %>
