/**
 * What keeps a module from coming: a browser says that it has not come, and not
 * why. Who asks for it once more sees what the server answers.
 */

import { words } from '../texts/en/diagnosis.js';

/**
 * @param {unknown} error of an `import()`
 * @returns {Promise<string | null>} what an author can do about it; null where it cannot be told
 */
export async function diagnosed(error) {
  const [address] = /https?:\/\/\S+/.exec(error instanceof Error ? error.message : '') ?? [];
  if (!address) return null;
  try {
    const response = await fetch(address, { method: 'HEAD' });
    const type = response.headers.get('content-type') ?? '';
    const file = new URL(address).pathname.replace(/^.*\//, '');
    if (!response.ok) return words.$missing(file, `${response.status} ${response.statusText}`.trim());
    return /javascript/i.test(type) ? null : words.$wrongType(file, type);
  } catch {
    return null;
  }
}
