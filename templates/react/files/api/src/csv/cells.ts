<% if has.image %>
import { imageUrl } from '#shared/fields/image';
<% endif %>
<% if has.boolean %>
import { words } from '#shared/messages';
<% endif %>
<% if has.integer or has.decimal or has.money %>
import { decimalSign } from './format';
<% endif %>
<% if has.image or has.boolean or has.integer or has.decimal or has.money %>

<% endif %>
/** How values of one kind stand in the cells of a file. */
export interface Cells<Value> {
  write: (value: Value) => string;
<% if has.import_csv %>
  /** What the API would be sent. What cannot be read is left for validation to refuse. */
  read: (cell: string) => unknown;
<% endif %>
}

// Spreadsheets run what begins with such a sign, unless an apostrophe comes first. A text that has
// its own apostrophe there gets one more, so that taking one away always gives the text back.
const formula = /^'*[=+\-@\t\r＝＋－＠]/;

export const text: Cells<string> = {
  write: (value) => (formula.test(value) ? `'${value}` : value),
<% if has.import_csv %>
  read: (cell) => unguarded(cell),
<% endif %>
};
<% if has.import_csv %>

/** Takes away the apostrophe that keeps a text from being a formula. */
export function unguarded(cell: string): string {
  return cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell;
}
<% endif %>
<% if has.import_csv and has.date %>

/** Days, also as spreadsheets write them where the day comes first: 17.05.2026. */
export const date: Cells<string> = {
  write: (value) => value,
  read: (cell) => cell.trim().replace(/^(\d\d?)\.(\d\d?)\.(\d{4})$/, toIsoDate),
};

function toIsoDate(_cell: string, day: string, month: string, year: string): string {
  return [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-');
}
<% endif %>
<% if has.import_csv and has.time %>

/** Times of day, also as spreadsheets write them: 9:30 or 09:30:00. */
export const time: Cells<string> = {
  write: (value) => value,
  read(cell) {
    const [, minutes = cell] = /^\s*(\d\d?:\d\d)(?::00)?\s*$/.exec(cell) ?? [];
    return minutes.padStart(5, '0');
  },
};
<% endif %>
<% if has.import_csv and (has.integer or has.decimal or has.money) %>

const separators = /[\s\p{Sc}']/gu;
<% if ru %>
const groups = /(?<=^-?\d{1,3}(?:\.\d{3})*)\.(?=\d{3}(?:\.\d{3})*,)/g;
<% else %>
const groups = /(?<=^-?\d{1,3}(?:,\d{3})*),(?=\d{3}(?:[,.]|$))/g;
<% endif %>
const numeral = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;

/** A number as JavaScript writes it. */
function plainNumeral(cell: string): string {
  const plain = cell.replaceAll(separators, '').replaceAll(groups, '').replace(',', '.');
  return numeral.test(plain) ? plain : String(Number.NaN);
}
<% endif %>
<% if has.integer or has.decimal %>

export const number: Cells<number> = {
  write: (value) => String(value).replace('.', decimalSign),
<% if has.import_csv %>
  read: (cell) => Number(plainNumeral(cell)),
<% endif %>
};
<% endif %>
<% if has.money %>

/** Amounts in whole units of their currency, which has this many digits after the point. */
export function money(digits: number): Cells<number> {
  return {
    write(amount) {
      const figures = String(Math.abs(amount)).padStart(digits + 1, '0');
      const whole = figures.slice(0, figures.length - digits);
      const sign = amount < 0 ? '-' : '';
      return sign + (digits > 0 ? `${whole}${decimalSign}${figures.slice(-digits)}` : whole);
    },
<% if has.import_csv %>
    read(cell) {
      const [whole = '', part = ''] = plainNumeral(cell).split('.');
      const figures = part.replace(/0+$/, '').padEnd(digits, '0');
      return figures.length > digits ? Number.NaN : Number(whole + figures);
    },
<% endif %>
  };
}
<% endif %>
<% if has.boolean %>

<% if has.import_csv %>
const yes = ['1', 'true', 'yes', 'y', 'on', 'да', 'д', 'истина', '+'];
const no = ['0', 'false', 'no', 'n', 'off', 'нет', 'н', 'ложь', '-'];

<% endif %>
export const flag: Cells<boolean> = {
  write: (value) => (value ? words.yes : words.no),
<% if has.import_csv %>
  read(cell) {
    const word = cell.trim().toLowerCase();
    return yes.includes(word) || (no.includes(word) ? false : cell);
  },
<% endif %>
};
<% endif %>
<% if has.enum %>

/** Options by their labels. */
export function choice<Option extends string>(labels: Record<Option, string>): Cells<Option> {
  return {
    write: (option) => text.write(labels[option]),
<% if has.import_csv %>
    read(cell) {
      const wanted = folded(unguarded(cell));
      const options = Object.entries<string>(labels);
      return options.find((option) => option.some((it) => folded(it) === wanted))?.[0] ?? cell;
    },
<% endif %>
  };
}
<% endif %>
<% if has.image %>

export const image: Cells<string> = {
  write: imageUrl,
<% if has.import_csv %>
  read: (cell) => cell.slice(cell.lastIndexOf('/') + 1).trim(),
<% endif %>
};
<% endif %>
<% if has.relation %>

/** Other records by their names. */
export const link: Cells<{ label: string }> = {
  write: ({ label }) => text.write(label),
<% if has.import_csv %>
  read: (cell) => unguarded(cell).trim(),
<% endif %>
};
<% endif %>
<% if has.many %>

/** Any number of other records, each on a line of the cell. */
export const links: Cells<{ label: string }[]> = {
  write: (records) => text.write(records.map(({ label }) => label).join('\n')),
<% if has.import_csv %>
  read(cell) {
    const names = unguarded(cell).split(/[\r\n]+/);
    return names.map((name) => name.trim()).filter((name) => name !== '');
  },
<% endif %>
};
<% endif %>
<% if has.import_csv %>

/** A name without what people and spreadsheets change in it. */
export function folded(name: string): string {
  return name.trim().replaceAll(/\s+/g, ' ').toLowerCase();
}
<% endif %>
