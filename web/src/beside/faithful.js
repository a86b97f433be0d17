/** What the build knows of how faithful the engine is lies beside the page's code. */

/** What a real Kafka said as well, and where it said something else. */
export const resultsBeside = () => read(new URL('../../pkg/conformance.json', import.meta.url));
/** What is simplified. */
export const simplifiedBeside = () => read(new URL('../../pkg/simplified.md', import.meta.url));

/**
 * @param {URL} address
 * @returns {Promise<string | null>}
 */
async function read(address) {
  const response = await fetch(address);
  return response.ok ? response.text() : null;
}
