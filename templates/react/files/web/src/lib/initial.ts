const graphemes = new Intl.Segmenter();

/** The first character as a reader sees it, an emoji included. */
export function initial(label: string): string {
  const [first] = graphemes.segment(label.trim());
  return first?.segment.toLocaleUpperCase() ?? '';
}
