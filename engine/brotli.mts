/** Stands in for the `brotli` package in the bundle. */
export { brotliDecompressSync as default } from 'node:zlib';
