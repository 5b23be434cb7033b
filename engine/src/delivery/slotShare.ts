/**
 * How many of a route's slots a process should hold so that all have the same number, give or take one. `held` tells how many
 * each living process holds now, this one among them. Where the slots cannot be shared evenly, those that hold most keep
 * the odd ones, so that nothing moves without need.
 */
export function slotShare(slots: number, held: ReadonlyMap<string, number>, self: string): number {
  const each = Math.floor(slots / held.size);
  const odd = slots % held.size;
  const order = [...held].sort(([one, its], [other, others]) => others - its || (one < other ? -1 : 1));
  const place = order.findIndex(([owner]) => owner === self);
  return each + (place < odd ? 1 : 0);
}
