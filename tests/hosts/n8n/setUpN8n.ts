import { installN8n } from './n8nCache';

/** Runs before the suite: makes n8n ready. Without it the tests are skipped on a developer's machine and fail in CI. */
export default async function setUpN8n(): Promise<void> {
  try {
    await installN8n();
  } catch (thrown) {
    if (process.env['CI']) throw thrown;
    process.env['ZGODA_N8N_MISSING'] = 'true';
    console.warn(`n8n could not be installed, so its tests are skipped: ${String(thrown)}`);
  }
}
