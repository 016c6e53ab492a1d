/** An empty input is null; what the browser can't read as a number is NaN, which no schema takes. */
export function readNumber(input: HTMLInputElement): number | null {
  if (input.value === '') return input.validity.badInput ? Number.NaN : null;
  return input.valueAsNumber;
}

export function showNumber(value: number | null): number | '' {
  return value === null || Number.isNaN(value) ? '' : value;
}
