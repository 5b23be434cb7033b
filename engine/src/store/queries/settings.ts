import type { Session } from '../session';
import type { SettingStore } from '../store';

/** Settings over one session. */
export function createSettingQueries(session: Session): SettingStore {
  return {
    async readSetting(name) {
      const [setting] = await session.rows(session.db.selectFrom('settings').select('value').where('name', '=', name));
      return setting?.value ?? null;
    },

    async writeSetting(name, value) {
      await session.insert('settings', [{ name, value }], ['name', 'value'], { key: ['name'], overwrite: ['value'] });
    },
  };
}
