import type { SavedTemplate } from './savedTemplate';

/** Saved templates as templating needs them stored. */
export interface TemplateStore {
  /** Adds a version; false, with nothing stored, when the name has that version already (another process was first). */
  appendTemplate(template: SavedTemplate): Promise<boolean>;
  /** The newest version of a name; null for an unknown one. */
  readTemplate(name: string): Promise<SavedTemplate | null>;
  readTemplateVersion(name: string, version: number): Promise<SavedTemplate | null>;
  /** The newest version of each template, by name. */
  readTemplates(): Promise<SavedTemplate[]>;
}
