/*
 * A wish keeps one key on the page for life: the id it was shown under first. Otherwise its row would be rebuilt, and the keyboard
 * focus in it lost, at the moment the server gives it its real id.
 */
const firstIds = new Map<string, string>();

export function aliasWish(id: string, firstId: string): void {
  firstIds.set(id, firstId);
}

export function keyOf(id: string): string {
  return firstIds.get(id) ?? id;
}
