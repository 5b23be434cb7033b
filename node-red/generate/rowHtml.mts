import type { DrawnField } from '../src/fields/drawnField.mts';

/** A row for a field of an operation: a TypedInput, and a text area where the text may have several lines. */
export function sourcedRow(field: DrawnField): string {
  const area = hasTextArea(field)
    ? `<textarea id="node-written-${field.name}" rows="${field.kind === 'template' ? 4 : 3}" data-i18n="[placeholder]fields.${field.name}.placeholder"></textarea>`
    : '';
  return row(
    field,
    `node-input-${field.name}`,
    `<input type="text" id="node-input-${field.name}" style="width: 100%" data-i18n="[placeholder]fields.${field.name}.placeholder">
      <input type="hidden" id="node-input-${field.name}Type">
      ${area}`,
  );
}

/** A row of check boxes, for a field of several choices. */
export function choicesRow(field: DrawnField): string {
  const boxes = field.values.map(
    (value) => `<label class="zgoda-choice">
        <input type="checkbox" id="node-choice-${field.name}-${value}" value="${value}">
        <span data-i18n="fields.${field.name}.options.${value}"></span>
      </label>`,
  );
  return row(field, `node-choice-${field.name}-${field.values[0] ?? ''}`, boxes.join('\n      '));
}

/** A row of a configuration node: a plain input. */
export function plainRow(field: DrawnField): string {
  return row(field, `node-config-input-${field.name}`, plainInput(field));
}

/** Whether a written value has its own text area. */
export const hasTextArea = (field: DrawnField): boolean => field.kind === 'template' || field.kind === 'longText';

/** A row that Node-RED turns into the choice of a configuration node. */
export function configNodeRow(name: 'store' | 'account'): string {
  return `  <div class="form-row zgoda-row">
    <label for="node-input-${name}"><span data-i18n="dialog.${name}"></span> ${hint(`dialog.${name}Help`)}</label>
    <div class="zgoda-control">
      <input type="text" id="node-input-${name}" style="width: 100%">
      ${name === 'store' ? storeNote : ''}
    </div>
  </div>`;
}

const storeNote = '<div class="zgoda-note" data-without="store" data-i18n="dialog.storeNone"></div>';

/** The button that tests an account, and where its result is shown. */
export const accountTestRow = `  <div class="form-row zgoda-row">
    <label></label>
    <div class="zgoda-control">
      <button type="button" class="red-ui-button" id="zgoda-account-test" data-i18n="dialog.test"></button>
      <span id="zgoda-account-test-result" role="status"></span>
    </div>
  </div>`;

/** Where a deployed account's connections are told of. */
export const accountStatisticsRow = `  <div class="form-row zgoda-row">
    <label><span data-i18n="dialog.now"></span></label>
    <div class="zgoda-control"><span id="zgoda-account-statistics" role="status"></span></div>
  </div>`;

/** The row of a node's own name. */
export function nameRow(prefix: 'node-input' | 'node-config-input'): string {
  return `  <div class="form-row zgoda-row">
    <label for="${prefix}-name"><span data-i18n="dialog.name"></span></label>
    <div class="zgoda-control"><input type="text" id="${prefix}-name" data-i18n="[placeholder]dialog.namePlaceholder"></div>
  </div>`;
}

function row(field: DrawnField, labelFor: string, control: string): string {
  const required = field.required ? ' zgoda-required' : '';
  return `  <div class="form-row zgoda-row${required}" data-field="${field.name}">
    <label for="${labelFor}"><span data-i18n="fields.${field.name}.label"></span> ${hint(`fields.${field.name}.help`)}</label>
    <div class="zgoda-control">
      ${control}
    </div>
  </div>`;
}

const hint = (key: string): string => `<i class="fa fa-question-circle zgoda-hint" data-hint="${key}"></i>`;

function plainInput(field: DrawnField): string {
  const id = `node-config-input-${field.name}`;
  switch (field.kind) {
    case 'boolean':
      return `<input type="checkbox" id="${id}" class="zgoda-check">`;
    case 'options':
      return `<select id="${id}">${field.values
        .map((value) => `<option value="${value}" data-i18n="fields.${field.name}.options.${value}"></option>`)
        .join('')}</select>`;
    case 'secret':
      return `<input type="password" id="${id}" data-i18n="[placeholder]fields.${field.name}.placeholder">`;
    case 'longText':
      return `<textarea id="${id}" rows="3" data-i18n="[placeholder]fields.${field.name}.placeholder"></textarea>`;
    case 'longSecret':
      return `<textarea id="${id}" rows="3" class="zgoda-secret" autocomplete="off" spellcheck="false"></textarea>`;
    default:
      return `<input type="text" id="${id}" data-i18n="[placeholder]fields.${field.name}.placeholder">`;
  }
}
