/** Items worked on before other work of the process has its turn. */
const itemsInTurn = 250;

/** `items.map(work)` that does not hold up the event loop, however many there are. */
export async function mapInTurns<Item, Value>(items: readonly Item[], work: (item: Item) => Value): Promise<Value[]> {
  const values: Value[] = [];
  for (const item of items) {
    if (values.length % itemsInTurn === 0 && values.length > 0) await nextTurn();
    values.push(work(item));
  }
  return values;
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
