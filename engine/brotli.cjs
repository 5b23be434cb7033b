/** Stands in for the `brotli` package in the bundle. */
module.exports = require('node:zlib').brotliDecompressSync;
