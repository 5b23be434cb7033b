import { drawFields, type DrawnField } from '../src/fields/drawnField.mts';
import type { NodeFace } from './palette.mts';
import { helpWords, type Language, type Words } from './words.mts';

/** The help of a node type in one language, as Node-RED's help sidebar shows it. */
export function helpHtml(face: NodeFace, language: Language): string {
  const say = (words: Words): string => words[language];
  const fields = drawFields(face.fields);
  const main = fields.filter((field) => field.advanced !== true);
  const options = fields.filter((field) => field.advanced === true);
  const sections = [
    `<p>${escape(say(face.summary))}</p>`,
    section(say(face.kind === 'operation' ? helpWords.inputs : helpWords.settings), properties(main, language)),
    options.length === 0 ? '' : section(say(helpWords.optional), properties(options, language)),
    face.outputs.length === 0 ? '' : section(say(helpWords.outputs), outputs(face, language)),
    section(say(helpWords.details), details(face, language)),
  ];
  return `<script type="text/html" data-help-name="${face.type}">
${sections.filter((text) => text !== '').join('\n')}
</script>
`;
}

const section = (title: string, body: string): string => (body === '' ? '' : `<h3>${escape(title)}</h3>\n${body}`);

function properties(fields: readonly DrawnField[], language: Language): string {
  const items = fields.map((field) => {
    const polish = language === 'pl';
    const optional = field.required ? '' : ' class="optional"';
    const from = field.preset.source === 'msg' ? ` <code>msg.${field.preset.value}</code>` : '';
    return `  <dt${optional}>${escape(polish ? field.labelPl : field.label)} <span class="property-type">${field.name}</span></dt>
  <dd>${escape(polish ? field.helpPl : field.help)}${from}</dd>`;
  });
  return `<dl class="message-properties">\n${items.join('\n')}\n</dl>`;
}

function outputs(face: NodeFace, language: Language): string {
  const meaning = face.kind === 'trigger' ? helpWords.event : helpWords.result;
  const key = face.kind === 'trigger' ? 'payload' : (face.resultKey ?? '');
  const details = (face.palette.result ?? []).map(
    ([name, type, words]) => `    <dt>${key}.${name} <span class="property-type">${type}</span></dt>
    <dd>${words[language]}</dd>`,
  );
  const result = `<dl class="message-properties">
    <dt>${key} <span class="property-type">object</span></dt>
    <dd>${meaning[language]}</dd>
${details.join('\n')}
  </dl>`;
  if (face.outputs.length === 1) return result;
  const ports = face.outputs.map((words) => `  <li>${escape(words[language])}</li>`);
  return `<ol class="node-ports">\n${ports.join('\n')}\n</ol>\n${result}`;
}

function details(face: NodeFace, language: Language): string {
  const example = face.fields.find((field) => field.from === undefined && field.kind !== 'options');
  const paragraphs = [
    ...(face.palette.details ?? []).map((words) => words[language]),
    ...(face.kind === 'operation'
      ? [
          helpWords.rule[language].replace('__example__', (example ?? face.fields[0])?.name ?? ''),
          helpWords.errors[language],
        ]
      : []),
  ];
  return paragraphs.map((text) => `<p>${text}</p>`).join('\n');
}

const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
