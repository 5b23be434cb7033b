import { createSecretKey } from 'node:crypto';
import { pageLanguageFor } from '../../../../engine/src/compliance/withdrawal/pageTexts';
import { createWithdrawalLinks, tokenIn } from '../../../../engine/src/compliance/withdrawal/withdrawalLinks';
import { planText } from '../../../../engine/src/text/planText';

const key = createSecretKey(Buffer.alloc(32, 7));
const links = (baseUrl: string | null) => createWithdrawalLinks(baseUrl, key);

describe('withdrawal links', () => {
  it('are short, the same each time, and say nothing of the number', () => {
    const { token, url } = links('https://s.example').linkOf('contact-1');
    expect(token).toMatch(/^[2-9A-HJ-NP-Za-km-z]{10}$/);
    expect(url).toBe(`https://s.example/${token}`);
    expect(links('https://s.example').linkOf('contact-1').token).toBe(token);
    expect(links('https://s.example').linkOf('contact-2').token).not.toBe(token);
    const otherKey = createWithdrawalLinks('https://s.example', createSecretKey(Buffer.alloc(32, 8)));
    expect(otherKey.linkOf('contact-1').token).not.toBe(token);
    expect(planText(url, { mode: 'keep' }).encoding).toBe('gsm7');
  });

  it.each([
    ['https://s.example/', /^https:\/\/s\.example\/\w{10}$/],
    ['https://n8n.example/webhook/stop?', /stop\?\w{10}$/],
    ['https://shop.example/stop?t=', /stop\?t=\w{10}$/],
  ])('stand behind %s', (baseUrl, written) => {
    const { token, url } = links(baseUrl).linkOf('contact-1');
    expect(url).toMatch(written);
    expect(tokenIn(new URL(url).pathname + new URL(url).search)).toBe(token);
  });

  it('need an address', () => {
    expect(() => links(null).linkOf('x')).toThrow(expect.objectContaining({ code: 'invalid_config' }));
  });

  it('do not meet, in 200,000 contacts', () => {
    const { linkOf } = links('https://s.example');
    const tokens = new Set(Array.from({ length: 200_000 }, (_, n) => linkOf(`contact-${n}`).token));
    expect(tokens.size).toBe(200_000);
  });

  it.each([
    ['/stop/abcdefghij?utm_source=sms&fbclid=1', 'abcdefghij'],
    ['/stop/abcdefghij/', 'abcdefghij'],
    ['/stop/?abcdefghij', 'abcdefghij'],
    ['/stop/abcdefghi', null],
    ['/stop/abcdefghijk', null],
    ['/stop/abcdefgh0j', null],
    ['/stop/..%2F..%2Fetc', null],
    ['/', null],
    ['', null],
  ])('in %j: %j', (url, expected) => {
    expect(tokenIn(url)).toBe(expected);
  });
});

describe('pageLanguageFor', () => {
  it.each([
    ['pl-PL,pl;q=0.9,en;q=0.8', 'pl'],
    ['fi,de-AT;q=0.8,en;q=0.7', 'de'],
    ['en;q=0.1,uk', 'uk'],
    ['pl;q=0,cs;q=0.2', 'cs'],
    ['xx', 'en'],
    ['*', 'en'],
    ['__proto__,constructor', 'en'],
    ['', 'en'],
    [undefined, 'en'],
  ])('%j: %s', (accepted, language) => {
    expect(pageLanguageFor(accepted)).toBe(language);
  });
});
