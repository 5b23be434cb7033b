declare module 'split-sms' {
  interface SplitText {
    readonly characterSet: 'GSM' | 'Unicode';
    readonly parts: readonly { readonly content?: string; readonly bytes: number }[];
    readonly remainingInPart: number;
  }
  const splitter: { split(text: string, options?: { summary?: boolean }): SplitText };
  export default splitter;
}
