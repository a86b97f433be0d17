/** Parses the scripts below a folder: node tests/snippets/parse.mjs FOLDER */

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';

const folder = process.argv[2];
for (const file of readdirSync(folder, { recursive: true }).map(String).filter((name) => name.endsWith('.cjs'))) {
  // What is wrong is thrown with the file's name and its line.
  new Script(`(async (require) => {${readFileSync(join(folder, file), 'utf8')}})`, { filename: file });
}
