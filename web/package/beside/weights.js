/** What a figure of a site weighs is asked by the dialog that writes one, which an element in an article does not have. */

/** @returns {Promise<any>} */
export async function weightsBeside() {
  return null;
}
