/** A file that an operation made; each door hands it over as its host does. */
export interface MadeFile {
  /** With its ending. Holds no personal data. */
  readonly name: string;
  readonly mediaType: string;
  readonly content: Buffer;
}
