import type { Palette } from '../../../generate/palette.mts';

export const palette: Palette = {
  details: [
    {
      en: 'Nodes without a store node share an embedded store in Node-RED’s own folder. Use the same store in all nodes of a flow: consents in one store do not count in another.',
      pl: 'Węzły bez węzła magazynu dzielą magazyn wbudowany w folderze Node-RED. We wszystkich węzłach przepływu użyj tego samego magazynu: zgody z jednego nie liczą się w innym.',
    },
    {
      en: 'Every setting may be <code>${NAME}</code>, an environment variable.',
      pl: 'Każde ustawienie może być zmienną środowiskową: <code>${NAZWA}</code>.',
    },
  ],
};
