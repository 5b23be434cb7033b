/** Whether a condition holds for a value: 0, false, blank text, an empty list and nothing at all count as not filled. */
export function isFilled(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}
