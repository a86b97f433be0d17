/** What the build knows of what a figure weighs lies beside the page's code. */

/** @returns {Promise<any>} null where it is not there */
export async function weightsBeside() {
  const answer = await fetch(new URL('../../pkg/weights.json', import.meta.url));
  return answer.ok ? answer.json() : null;
}
