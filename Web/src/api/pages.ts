const PageSize = 200;

export interface PageQuery {
  limit: number;
  cursor?: string;
}

interface Page<T> {
  items: T[];
  next: string | null;
}

/** Reads page after page until the last one, or until there are `enough` entries. */
export async function readPages<T>(enough: number, read: (query: PageQuery) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = await read({ limit: PageSize, ...(cursor && { cursor }) });
    all.push(...page.items);
    cursor = page.next;
  } while (cursor && all.length < enough);
  return all;
}
