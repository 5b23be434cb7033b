import type { Palette } from '../../../generate/palette.mts';

export const palette: Palette = {
  result: [
    ['erasureId', 'string', { en: 'The number of the certificate.', pl: 'Numer zaświadczenia.' }],
    ['found', 'boolean', { en: 'Whether anything was held.', pl: 'Czy cokolwiek było przechowywane.' }],
    ['removed', 'object', { en: 'How much was removed, by kind.', pl: 'Ile usunięto, według rodzaju.' }],
    [
      'files',
      'object',
      {
        en: 'The certificate: <code>json</code> and <code>pdf</code>, each with its <code>name</code>, <code>mediaType</code> and <code>content</code> (a Buffer).',
        pl: 'Zaświadczenie: <code>json</code> i <code>pdf</code>, każdy z <code>name</code>, <code>mediaType</code> i <code>content</code> (Buffer).',
      },
    ],
  ],
  details: [
    {
      en: 'The certificate holds no personal data. It cannot be undone. The message itself still carries what it came with: drop it from the flow.',
      pl: 'Zaświadczenie nie zawiera danych osobowych. Nie można tego cofnąć. Sama wiadomość nadal niesie dane, z którymi przyszła: usuń je z przepływu.',
    },
  ],
};
