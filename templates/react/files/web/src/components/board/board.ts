/** The first cards of a column, and how many there are. */
export interface Column<Row> {
  data: Row[];
  total: number;
}

export interface ColumnSetup {
  name: string;
  label: string;
  /** The page that adds a card to the column; without one it is only shown when it has cards. */
  createPath?: string;
}

/** Where a card goes: below another one of that column, or to its top. */
export interface Place {
  column: string;
  after: string | null;
}

export type Columns<Row> = Readonly<Record<string, Column<Row>>>;

/** Where a board finds its cards and says where they go. */
export interface BoardSource<Row> {
  /** Tells this board's answers from those of others. */
  key: string;
  load: (column: string, query: string, size: number, signal: AbortSignal) => Promise<Column<Row>>;
  move: (id: string, place: Place) => Promise<Row>;
}

/** The columns once a card has left its own one for a place in the same or another one. */
export function arrange<Row extends { id: string }>(
  columns: Columns<Row>,
  card: Row,
  from: string,
  place: Place,
): Columns<Row> {
  const left = new Map(Object.entries(columns));
  const source = left.get(from);
  if (source) {
    const data = source.data.filter(({ id }) => id !== card.id);
    left.set(from, { data, total: source.total - 1 });
  }
  const target = left.get(place.column);
  if (target) {
    const index = target.data.findIndex(({ id }) => id === place.after) + 1;
    const data = target.data.toSpliced(index, 0, card);
    left.set(place.column, { data, total: target.total + 1 });
  }
  return Object.fromEntries(left);
}

/** The card below which a card comes to stand that goes to an index of a column. */
export function cardAbove(column: Column<{ id: string }>, id: string, index: number) {
  const others = column.data.filter((other) => other.id !== id);
  return others[index - 1]?.id ?? null;
}

/** Where a card is now. */
export function placeOf(columns: Columns<{ id: string }>, id: string, from: string): Place {
  const cards = columns[from]?.data ?? [];
  const index = cards.findIndex((card) => card.id === id);
  return { column: from, after: cards[index - 1]?.id ?? null };
}
