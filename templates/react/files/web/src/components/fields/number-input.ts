export function readNumber(input: HTMLInputElement): number | null {
  return input.value === '' ? null : input.valueAsNumber;
}
