const longestList = 10_000;

/** How a value reads in a text: null when it is an object, no finite number or a huge list, which would read as nonsense. */
export function showValue(value: unknown): string | null {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return Number.isFinite(value) ? String(value) : null;
    case 'boolean':
    case 'bigint':
      return String(value);
    default:
      return Array.isArray(value) ? showList(value) : null;
  }
}

function showList(list: readonly unknown[]): string | null {
  if (list.length > longestList) return null;
  const shown = list.map((each) => (Array.isArray(each) ? null : showValue(each)));
  return shown.includes(null) ? null : shown.join(', ');
}
