import type { Session } from '../session';
import type { SettingStore } from '../store';

const movedSetting = 'moved_to';

/** Settings over one session; `refuseChanges` keeps a moved store as it is. */
export function createSettingQueries(
  session: Session,
  refuseChanges: (place: string | null) => Promise<void>,
): SettingStore {
  const readSetting = async (name: string): Promise<string | null> => {
    const [setting] = await session.rows(session.db.selectFrom('settings').select('value').where('name', '=', name));
    return setting?.value ?? null;
  };
  const writeSetting = async (name: string, value: string): Promise<void> => {
    await session.insert('settings', [{ name, value }], ['name', 'value'], { key: ['name'], overwrite: ['value'] });
  };
  return {
    readSetting,
    writeSetting,
    readMoved: async () => (await readSetting(movedSetting)) || null,
    async markMoved(place) {
      await refuseChanges(place);
      await writeSetting(movedSetting, place ?? '');
    },
  };
}
