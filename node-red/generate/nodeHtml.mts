import { drawFields, sourceProperty, type DrawnField } from '../src/fields/drawnField.mts';
import type { NodeFace } from './palette.mts';
import {
  accountStatisticsRow,
  accountTestRow,
  choicesRow,
  configNodeRow,
  hasTextArea,
  nameRow,
  plainRow,
  sourcedRow,
} from './rowHtml.mts';

/** Properties that Node-RED keeps on every node; a field of the same name would break it. */
const reservedNames = new Set(
  'id type z g x y w h d l name info icon inputs outputs wires users valid changed dirty status ports selected store account'.split(
    ' ',
  ),
);

/** Fill of all our nodes: muted, and dark enough for white icons. */
const categoryColor = '#7fb09f';

/** The editor file of a node type: its definition, with a literal type, and its dialog. */
export function nodeHtml(face: NodeFace): string {
  const fields = drawFields(face.fields);
  const clash = fields.find((field) => reservedNames.has(field.name));
  if (clash !== undefined) throw new Error(`${face.type}: "${clash.name}" is a name of Node-RED's own`);
  return face.kind === 'config' ? configHtml(face, fields) : flowHtml(face, fields);
}

function flowHtml(face: NodeFace, fields: readonly DrawnField[]): string {
  const draw = face.kind === 'trigger' ? choicesRow : sourcedRow;
  const rows = fields.filter((field) => field.advanced !== true).map(draw);
  const advanced = fields.filter((field) => field.advanced === true).map(draw);
  const dialog = [
    nameRow('node-input'),
    ...(face.takesAccount ? [configNodeRow('account')] : []),
    ...(face.needsRoute ? [testModeBanner] : []),
    configNodeRow('store'),
    '  <hr class="zgoda-rule">',
    ...rows,
    ...(advanced.length > 0 ? [optionsSection(advanced)] : []),
  ];
  const definition = [
    `category: 'Zgoda SMS'`,
    `color: '${categoryColor}'`,
    `icon: '${face.type}.svg'`,
    `inputs: ${face.kind === 'trigger' ? 0 : 1}`,
    `outputs: ${face.outputs.length}`,
    `defaults: {\n${flowDefaults(face, fields).join('\n')}\n      }`,
    `paletteLabel: function () { return this._('node.title'); }`,
    `label: function () { return zgodaEditor.label(this, ${face.needsRoute}); }`,
    `labelStyle: function () { return this.name ? 'node_label_italic' : ''; }`,
    `outputLabels: function (index) { return this._('outputs.' + index); }`,
    `oneditprepare: function () { zgodaEditor.open(this, fields); }`,
    `oneditsave: function () { zgodaEditor.save(this, fields); }`,
  ];
  return page(face, definition, fields.map(editorField), dialog);
}

function configHtml(face: NodeFace, fields: readonly DrawnField[]): string {
  const open = fields.filter((field) => !isSecret(field));
  const secret = fields.filter((field) => isSecret(field));
  const rows = fields.filter((field) => field.advanced !== true).map(plainRow);
  const advanced = fields.filter((field) => field.advanced === true).map(plainRow);
  const credentials = secret.map((field) => `        ${field.name}: { type: 'password' },`);
  const definition = [
    `category: 'config'`,
    `defaults: {\n${[nameDefault, ...open.map(plainDefault)].join('\n')}\n      }`,
    `credentials: {\n${credentials.join('\n')}\n      }`,
    `paletteLabel: function () { return this._('node.title'); }`,
    `label: function () { return this.name || zgodaEditor.configLabel(this); }`,
    `oneditprepare: function () { zgodaEditor.openConfig(this); }`,
  ];
  const test = face.palette.tested === true ? [accountTestRow, accountStatisticsRow] : [];
  const dialog = [
    nameRow('node-config-input'),
    ...rows,
    ...test,
    ...(advanced.length > 0 ? [optionsSection(advanced)] : []),
  ];
  return page(face, definition, [], dialog);
}

function page(
  face: NodeFace,
  definition: readonly string[],
  fields: readonly string[],
  dialog: readonly string[],
): string {
  const table = fields.length === 0 ? '' : `    const fields = [\n${fields.join('\n')}\n    ];\n`;
  return `<script type="text/javascript" src="resources/@zgoda/node-red/editor.js"></script>
<script type="text/javascript">
  (function () {
${table}    RED.nodes.registerType('${face.type}', {
${definition.map((line) => `      ${line},`).join('\n')}
    });
  })();
</script>

<script type="text/html" data-template-name="${face.type}">
<div class="zgoda-dialog">
${dialog.join('\n')}
</div>
</script>
`;
}

const isSecret = ({ kind }: DrawnField): boolean => kind === 'secret' || kind === 'longSecret';

const testModeBanner = `  <div class="zgoda-test-mode" data-without="account">
    <i class="fa fa-flask"></i>
    <div><b data-i18n="dialog.testMode"></b><br><span data-i18n="dialog.testModeHelp"></span></div>
  </div>`;

const optionsSection = (rows: readonly string[]): string => `  <details class="zgoda-options">
    <summary data-i18n="dialog.options"></summary>
${rows.join('\n')}
  </details>`;

const nameDefault = `        name: { value: '' },`;

function flowDefaults(face: NodeFace, fields: readonly DrawnField[]): string[] {
  return [
    nameDefault,
    `        store: { value: '', type: 'zgoda-store', required: false },`,
    ...(face.takesAccount ? [`        account: { value: '', type: 'zgoda-smpp-account', required: false },`] : []),
    ...fields.flatMap(face.kind === 'trigger' ? choicesDefault : sourcedDefault),
  ];
}

function sourcedDefault({ name, preset }: DrawnField): string[] {
  const typeField = sourceProperty(name);
  return [
    `        ${name}: { value: ${JSON.stringify(preset.value)}, validate: RED.validators.typedInput({ typeField: '${typeField}', allowBlank: true }) },`,
    `        ${typeField}: { value: '${preset.source}' },`,
  ];
}

function choicesDefault({ name, default: preset }: DrawnField): string[] {
  return [
    `        ${name}: { value: ${JSON.stringify(preset)}, validate: function (chosen) { return chosen === undefined || chosen.length > 0; } },`,
  ];
}

function plainDefault({ name, kind, required, default: preset }: DrawnField): string {
  const validate = kind === 'number' ? `, validate: RED.validators.number(${!required})` : '';
  return `        ${name}: { value: ${JSON.stringify(preset ?? '')}${required ? ', required: true' : ''}${validate} },`;
}

/** What the dialog's script has to know of a field. */
function editorField(field: DrawnField): string {
  const { name, kind, sources, values, required, preset, showWhen } = field;
  const known = { name, kind, sources, values, required, preset, showWhen, area: hasTextArea(field) };
  return `      ${JSON.stringify(known)},`;
}
