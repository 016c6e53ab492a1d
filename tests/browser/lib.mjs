import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const words = {
  en: { delete: 'Delete', filters: 'Filters' },
  ru: { delete: 'Удалить', filters: 'Фильтры' },
};

/** A label as a reader of the accessibility tree gets it. */
export const clean = (text) => text.replace(/\s+/g, ' ').trim();

export class Report {
  failures = [];
  passed = 0;
  where = '';
  /** The kinds of views that were found and looked at. */
  walked = new Set();

  check(ok, what, detail = '') {
    if (ok) this.passed += 1;
    else this.failures.push(`${this.where}: ${what}${detail && ` (${detail})`}`);
    return ok;
  }

  /**
   * Checks what a page shows once it shows it, or has had its time: answers may still be under way,
   * and a slow machine may still be drawing.
   */
  async see(read, what, detail = () => '') {
    const end = Date.now() + 15_000;
    const holds = async () => Boolean(await read().catch(() => false));
    let ok = await holds();
    while (!ok && Date.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      ok = await holds();
    }
    return this.check(ok, what, ok ? '' : String(await detail()));
  }

  async step(what, run) {
    const before = this.where;
    this.where = before ? `${before} > ${what}` : what;
    try {
      return await run();
    } catch (error) {
      this.failures.push(`${this.where}: ${String(error.message).split('\n').slice(0, 4).join(' | ')}`);
      return undefined;
    } finally {
      this.where = before;
    }
  }
}

const traffic = new WeakMap();

/** Counts the requests of a page that have no answer yet. */
export function watchTraffic(page) {
  const pending = new Set();
  traffic.set(page, pending);
  page.on('request', (request) => pending.add(request));
  page.on('requestfinished', (request) => pending.delete(request));
  page.on('requestfailed', (request) => pending.delete(request));
}

/**
 * Waits until every answer has come and nothing new was asked for a while. The browser's own
 * "network idle" is about the first load of a document only.
 */
export async function quiet(page) {
  const pending = traffic.get(page);
  const end = Date.now() + 20_000;
  for (let calm = 0; calm < 4 && Date.now() < end; calm = pending.size === 0 ? calm + 1 : 0) {
    await page.waitForTimeout(50);
  }
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

async function violationsOf(page) {
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return violations;
}

export async function axe(page, report, what) {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await page.waitForFunction((dark) => matchMedia('(prefers-color-scheme: dark)').matches === dark, colorScheme === 'dark');
    await quiet(page);
    await page.waitForTimeout(300);
    await page.evaluate(axeSource);
    let violations = await violationsOf(page);
    // A slow machine may still be on its way from one look to the other.
    for (let turn = 0; turn < 3 && violations.length > 0; turn += 1) {
      await page.waitForTimeout(1000);
      violations = await violationsOf(page);
    }
    const text = violations.map((it) => `${it.id}: ${it.nodes.slice(0, 2).map((n) => n.target + ' ' + (n.any[0]?.message ?? '')).join('; ')}`);
    report.check(violations.length === 0, `axe ${colorScheme}, ${what}`, text.join(' || '));
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

export async function fits(page, report, what) {
  const size = page.viewportSize();
  for (const width of [375, 360]) {
    await page.setViewportSize({ width, height: 800 });
    const over = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    // A layout that gets narrower later is given the time; one that gets wider later is seen too.
    await quiet(page);
    await report.see(async () => (await over()) <= 0, `no sideways scroll at ${width} px, ${what}`, async () => `${await over()} px`);
  }
  await page.setViewportSize(size);
}

/** A valid value to type for a field, and what the input then holds. */
export function sample(field, number) {
  const low = field.min ?? undefined;
  const high = field.max ?? undefined;
  const inside = (wanted) => Math.min(Math.max(wanted, low ?? wanted), high ?? wanted);
  if (field.pattern) return matching(field, number);
  switch (field.type) {
    case 'string': {
      const text = `Ünï <b>"it's"</b> \${x} ${number}`;
      const max = field.max_length ?? 200;
      return text.slice(0, max).trim().padEnd(field.min_length ?? 0, 'x');
    }
    case 'text':
      return `Line one ${number}\nLine <i>two</i>`.slice(0, field.max_length ?? 5000).padEnd(field.min_length ?? 0, 'x');
    case 'integer':
      return String(Math.ceil(inside(field.unique ? 70000 + number : 7)));
    case 'decimal':
      return String(inside(field.unique ? 70000.5 + number : 2.5));
    case 'money':
      return String(inside(field.unique ? 7125000 + number : 1250) / 10 ** digits(field));
    case 'date':
      return field.unique ? `2031-05-1${number}` : '2026-05-17';
    case 'datetime':
      return field.unique ? `2031-05-1${number}T09:45` : '2026-05-17T09:45';
    case 'time':
      return field.unique ? `07:3${number}` : '07:35';
    case 'email':
      return `someone${number}@example.com`;
    case 'url':
      return `https://example.com/page-${number}`;
    case 'phone':
      return `+1 555 010 123${field.unique ? number : 4}`;
    case 'color':
      return field.unique ? `#2266a${number}` : '#2266aa';
    case 'enum':
      return field.values.at(-1).name;
    default:
      return '';
  }
}

/** A text that matches the field's pattern and keeps to its lengths. */
function matching(field, number) {
  for (let extra = 0; extra < 60; extra += 1) {
    const text = example(field.pattern, number, extra);
    const fits = text.length >= (field.min_length ?? 1) && text.length <= (field.max_length ?? 200);
    if (fits && new RegExp(`^(?:${field.pattern})$`, 'u').test(text)) return text;
  }
  throw new Error(`no example of ${field.pattern}`);
}

/** An example of a regular expression without look-around; `extra` turns of what may repeat. */
function example(pattern, number, extra) {
  let at = 0;
  let turn = number;
  const set = () => {
    const start = at;
    while (pattern[at] !== ']') at += pattern[at] === '\\' ? 2 : 1;
    at += 1;
    const one = new RegExp(pattern.slice(start - 1, at), 'u');
    const known = [...'QKX852qkx-_ .'].filter((letter) => one.test(letter));
    return known[(turn += 1) % Math.min(known.length, 3)] ?? '';
  };
  const atom = () => {
    const sign = pattern[at++];
    if (sign === '^' || sign === '$') return '';
    if (sign === '[') return set();
    if (sign === '.') return 'z';
    if (sign === '\\') {
      const escaped = pattern[at++];
      return { d: String((turn += 3) % 10), w: 'w', s: ' ' }[escaped] ?? escaped;
    }
    if (sign !== '(') return sign;
    if (pattern.startsWith('?:', at)) at += 2;
    const text = choice();
    at += 1;
    return text;
  };
  const sequence = () => {
    let text = '';
    while (at < pattern.length && !'|)'.includes(pattern[at])) {
      const start = at;
      atom();
      const end = at;
      const count = /^(?:[*+?]|\{(\d+)(,?)(\d*)\})/.exec(pattern.slice(end)) ?? [''];
      const least = { '+': 1, '*': 0, '?': 0, '': 1 }[count[0]] ?? Number(count[1]);
      const most = { '+': 99, '*': 99, '?': 1, '': 1 }[count[0]] ?? (count[2] ? Number(count[3] || 99) : least);
      for (let left = Math.min(least + extra, most); left > 0; left -= 1) {
        at = start;
        text += atom();
      }
      at = end + count[0].length;
    }
    return text;
  };
  const choice = () => {
    let text = sequence();
    while (pattern[at] === '|') {
      at += 1;
      sequence();
    }
    return text;
  };
  return choice();
}

export function digits(field) {
  const none = ['JPY', 'KRW', 'VND', 'CLP', 'ISK', 'XAF', 'XOF', 'PYG', 'UGX'];
  const three = ['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'];
  if (none.includes(field.currency)) return 0;
  return three.includes(field.currency) ? 3 : 2;
}

/** Values that a form must refuse. */
export function badSamples(field) {
  const bad = [];
  const scale = field.type === 'money' ? 10 ** digits(field) : 1;
  const isText = ['string', 'text'].includes(field.type);
  if (field.required && (isText || field.type === 'email')) bad.push('   ');
  if (isText) bad.push('x'.repeat((field.max_length ?? (field.type === 'text' ? 5000 : 200)) + 1));
  if (isText && field.min_length > 1) bad.push('x'.repeat(field.min_length - 1));
  if (['integer', 'decimal', 'money'].includes(field.type)) {
    if (field.min !== undefined) bad.push(String((field.min - 1) / scale));
    if (field.max !== undefined) bad.push(String((field.max + 1) / scale));
  }
  if (field.type === 'integer') bad.push('1.5');
  if (field.type === 'email') bad.push('nobody');
  if (field.type === 'url') bad.push('javascript:alert(1)');
  if (field.type === 'phone') bad.push('call me');
  if (field.type === 'color') bad.push('red');
  return bad;
}

export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mNk+M9Qz0AEYBxVSF+FABJADveWkH6oAAAAAElFTkSuQmCC',
  'base64',
);
