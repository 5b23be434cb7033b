import { createAnswerWriter } from '../../../engine/src/campaign/answerWriter';
import type { AnswerKind } from '../../../engine/src/compliance/answers/answer';
import { answerTemplates, answerTexts } from '../../../engine/src/compliance/answers/answerTexts';
import { classifyReply } from '../../../engine/src/compliance/replies';
import { silentLog } from '../../../engine/src/shared/log';
import type { SavedTemplate } from '../../../engine/src/templating/savedTemplate';
import { testPorts } from '../../support/compliance/memoryStore';

const controller = { name: 'MyShop', email: 'privacy@shop.example', phone: null, policyUrl: null };
const warnings: string[] = [];
const ports = {
  controller,
  clock: testPorts().clock,
  log: { ...silentLog, warn: (message: string) => void warnings.push(message) },
  zone: 'Europe/Warsaw',
  termsOf: () => ({ textForm: {}, pricePerSegment: null }),
};
const nothingSaved = { readTemplate: () => Promise.resolve(null) };
const saved = (variants: Record<string, string>) => ({
  readTemplate: (name: string) =>
    Promise.resolve({ name, variants, defaultLanguage: 'en', variables: null } as unknown as SavedTemplate),
});
const kinds = Object.keys(answerTemplates) as AnswerKind[];
const languages = Object.keys(answerTexts);
const occasion = (kind: AnswerKind, locale: string) => ({ kind, locale, route: 'r', variables: { code: '123456' } });

describe('answers', () => {
  it('are written in every language that replies are read in', () => {
    expect(languages.sort()).toEqual(['cs', 'de', 'en', 'es', 'fr', 'it', 'pl', 'sk', 'uk']);
  });

  it.each(languages)(
    'in %s name the sender and fit into one segment, or two where the letters need it',
    async (language) => {
      const write = createAnswerWriter(ports);
      for (const kind of kinds) {
        const answer = await write(nothingSaved, occasion(kind, language));
        expect(answer.text).toMatch(/^MyShop: \p{L}|^MyShop: ¿/u);
        expect(answer.segments).toBeLessThanOrEqual(language === 'uk' ? 2 : 1);
      }
    },
  );

  it.each(languages)('in %s begin with what they say where no sender is known', async (language) => {
    const write = createAnswerWriter({
      ...ports,
      controller: { name: null, email: null, phone: null, policyUrl: null },
    });
    for (const kind of kinds) {
      const { text } = await write(nothingSaved, occasion(kind, language));
      expect(text).toMatch(/^[\p{Lu}¿]/u);
      expect(text).toBe(text.trim());
    }
  });

  it('name words that the classifier reads as what they promise', () => {
    for (const [language, texts] of Object.entries(answerTexts)) {
      const wordOf = (text: string) =>
        /\b(STOPALL|START|STOP|СТОП|YES|TAK|JA|OUI|SI|ANO)\b|ÁNO|ТАК|СТОП/u.exec(text)?.[0] ?? '';
      expect([language, classifyReply(wordOf(texts.stop), { language })]).toMatchObject([language, { scope: 'all' }]);
      expect([language, classifyReply(wordOf(texts.stopAll), { language }).class]).toEqual([language, 'start']);
      expect([language, classifyReply(wordOf(texts.help), { language }).class]).toEqual([language, 'stop']);
      expect([language, classifyReply(wordOf(texts.start), { language }).class]).toEqual([language, 'stop']);
      expect([language, classifyReply(wordOf(texts.optInReply), { language }).class]).toEqual([language, 'start']);
    }
  });

  it('say where to ask', async () => {
    const { text } = await createAnswerWriter(ports)(nothingSaved, occasion('help', 'en-GB'));
    expect(text).toMatch(/reply STOP\. privacy@shop\.example$/);
  });

  it('are English for a language that we do not write', async () => {
    const { text } = await createAnswerWriter(ports)(nothingSaved, occasion('stopAll', 'fi'));
    expect(text).toBe('MyShop: Done: we will not text you any more. If you change your mind, reply START.');
  });

  it('are the user’s own where a template is saved under their name', async () => {
    const own = saved({ en: '{{sender}} says bye', pl: '{{sender}} żegna' });
    const write = createAnswerWriter(ports);
    expect(await write(own, occasion('stop', 'pl'))).toMatchObject({ text: 'MyShop żegna', segments: 1 });
    expect(await write(own, occasion('stop', 'de'))).toMatchObject({ text: 'MyShop says bye', encoding: 'gsm7' });
  });

  it('are the built-in ones where the user’s cannot be used', async () => {
    warnings.length = 0;
    const { text } = await createAnswerWriter(ports)(saved({ en: 'Bye {{firstName}}' }), occasion('stop', 'en'));
    expect(text).toMatch(/^MyShop: Done/);
    expect(warnings).toHaveLength(1);
  });
});
