// Says the modules that are named in fewer bytes, in their places: `node shorten.mjs FILE...`.

import { readFile, writeFile } from 'node:fs/promises';
import { minify } from 'terser';

for (const file of process.argv.slice(2)) {
  const { code } = await minify(await readFile(file, 'utf8'), {
    module: true,
    ecma: 2022,
    // A second time there is still something to be found, a third time there is not.
    compress: { passes: 2 },
    format: { comments: false },
  });
  await writeFile(file, code);
}
